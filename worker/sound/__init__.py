"""Pure signal processing: pictures, magnitudes, phases and waveforms, arrays in and arrays out."""
