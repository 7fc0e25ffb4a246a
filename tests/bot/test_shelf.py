"""Files that somebody began to do something with."""

from bot.shelf import Posted, Shelf

FILE = Posted("https://cdn/1", 3)


def test_a_file_is_found_as_often_as_it_is_asked_for() -> None:
    shelf = Shelf()
    shelf.put("1", FILE)
    assert (shelf.get("1"), shelf.get("1"), shelf.get("2")) == (FILE, FILE, None)


def test_the_oldest_make_room() -> None:
    shelf = Shelf(most=2)
    for name in "123":
        shelf.put(name, FILE)
    assert [shelf.get(name) is None for name in "123"] == [True, False, False]
