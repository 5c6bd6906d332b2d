def cases(k):
    L = k.layers
    yield "default", L.STFTSpectrogram(frame_length=16, frame_step=8, fft_length=16), k.x(40, 1, rows=4)
    for mode in "magnitude psd real imag angle stft".split():
        yield mode, L.STFTSpectrogram(mode=mode, frame_length=12, frame_step=6, fft_length=16, scaling="spectrum"), k.x(40, 2, rows=4)
    yield "same", L.STFTSpectrogram(mode="magnitude", frame_length=16, padding="same", window="hamming", periodic=True, expand_dims=True), k.x(40, 1, rows=4)
    yield "channels-first", L.STFTSpectrogram(mode="psd", frame_length=8, frame_step=8, data_format="channels_first", window=None, scaling=None), k.x(2, 32, rows=4)
