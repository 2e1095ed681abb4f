using Unroll.Audio.Reading;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Audio.Tests;

/// <summary>WAV files of every sample format, and broken ones.</summary>
public sealed class WavReaderTests : IDisposable
{
    private static readonly double[] _samples = [0, 0.5, -0.5, 0.25, -1, 0.75, 0.0078125];

    private readonly TemporaryFolder _folder = new();

    public WavReaderTests() => AudioBlocks.Register();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8, false, false)]
    [InlineData(16, false, false)]
    [InlineData(24, false, false)]
    [InlineData(32, false, false)]
    [InlineData(32, true, false)]
    [InlineData(64, true, false)]
    [InlineData(16, false, true)]
    [InlineData(24, false, true)]
    [InlineData(32, true, true)]
    public void Samples_of_every_format_come_back(int bits, bool isFloat, bool isExtensible)
    {
        string path = Recordings.Write(_folder.In("a.wav"), 11_025, bits, isFloat, isExtensible, _samples);

        Frame frame = WavReader.Read(path);

        Assert.Equal(["audio"], frame.ColumnNames);
        Assert.Equal(_samples, frame.Column("audio").ToArray());
        Assert.Equal(11_025, frame.Time.SampleRate);
        Assert.Equal(11_025, frame.Slice(2, 3).Time.SampleRate);
    }

    [Fact]
    public void Channels_are_columns()
    {
        double[] other = [.. _samples.Select(sample => sample / 2)];
        Frame stereo = WavReader.Read(Recordings.Write(_folder.In("b.wav"), 48_000, 16, false, false, _samples, other));
        Frame three = WavReader.Read(Recordings.Write(_folder.In("c.wav"), 96_000, 24, false, false, _samples, other, _samples));

        Assert.Equal(["left", "right"], stereo.ColumnNames);
        Assert.Equal(other, stereo.Column("right").ToArray());
        Assert.Equal(["channel-1", "channel-2", "channel-3"], three.ColumnNames);
        Assert.Equal(_samples, three.Column("channel-3").ToArray());
    }

    [Fact]
    public void A_file_is_read_wherever_files_are_and_is_known_by_its_content()
    {
        string path = Recordings.Write(_folder.In("hello.bin"), 8000, _samples);

        Assert.Equal(SeriesFormat.Registered, SeriesReader.Detect(path));
        SeriesSet set = SeriesReader.Read(path);
        Assert.Equal("hello", set[0].Id);
        Assert.Equal(_samples, set[0].Frame.Column("audio").ToArray());
    }

    [Fact]
    public void A_file_that_is_cut_off_says_so()
    {
        string path = Recordings.Write(_folder.In("cut.wav"), 8000, new double[1000]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1044]);

        string message = Assert.Throws<InputException>(() => WavReader.Read(path)).Message;

        Assert.Contains("cut.wav is cut off: its header tells of 1,000 samples, but it has 500", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RIFF    WAVE")]
    [InlineData("RIFF    WAVEfmt ")]
    [InlineData("RIFF\u0010\0\0\0WAVEjunk\u0004\0\0\0abcd")]
    [InlineData("RIFF    AVI ")]
    [InlineData("")]
    public void A_file_that_is_no_recording_is_refused_in_one_sentence(string bytes)
    {
        string path = Recordings.WriteBytes(_folder.In("bad.wav"), bytes);

        string message = Assert.Throws<InputException>(() => SeriesReader.Read(path)).Message;

        Assert.Contains("bad.wav", message, StringComparison.Ordinal);
        Assert.Contains("xpected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_without_samples_is_refused()
    {
        string path = Recordings.Write(_folder.In("empty.wav"), 8000, []);

        Assert.Contains("no samples", Assert.Throws<InputException>(() => WavReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_is_no_number_is_refused_with_its_place()
    {
        string path = Recordings.Write(_folder.In("nan.wav"), 8000, 32, true, false, [0, double.NaN]);

        Assert.Contains("sample 2 is NaN", Assert.Throws<InputException>(() => WavReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_sound_is_refused_by_its_encoding()
    {
        string path = Recordings.Write(_folder.In("law.wav"), 8000, 8, false, false, _samples);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[20] = 7;
        File.WriteAllBytes(path, bytes);

        Assert.Contains("0x0007", Assert.Throws<InputException>(() => WavReader.Read(path)).Message, StringComparison.Ordinal);
    }
}
