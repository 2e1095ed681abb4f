using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class DailyLoadSampleTests
{
    [Fact]
    public void The_series_is_the_same_everywhere()
    {
        ReadOnlySpan<double> load = DailyLoadSample.Create().Column(DailyLoadSample.Column);
        string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(load)));
        Assert.Equal("8d8177b5577d27490903501649216fb576508a04bae34e1facd8fcbfaa3db984", hash);
    }

    [Fact]
    public void Seeds_change_the_noise_alone()
    {
        ReadOnlySpan<double> first = DailyLoadSample.Create(1).Column(DailyLoadSample.Column);
        ReadOnlySpan<double> second = DailyLoadSample.Create(2).Column(DailyLoadSample.Column);
        Assert.False(first.SequenceEqual(second));
        Assert.InRange(Mean(second) / Mean(first), 0.97, 1.03);
    }

    [Fact]
    public void It_has_six_years_of_days_without_gaps()
    {
        Frame frame = DailyLoadSample.Create();
        Assert.Equal(2191, frame.RowCount);
        Assert.Equal(new DateTime(2018, 1, 1), frame.Time[0]);
        Assert.Equal(new DateTime(2023, 12, 31), frame.Time[2190]);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
        Assert.All(frame.Column(DailyLoadSample.Column).ToArray(), value => Assert.InRange(value, 500, 2500));
    }

    [Fact]
    public void A_week_ago_tells_more_than_yesterday()
    {
        ReadOnlySpan<double> load = DailyLoadSample.Create().Column(DailyLoadSample.Column);
        double naive = PercentageError(load, 1);
        double seasonal = PercentageError(load, 7);
        Assert.InRange(seasonal, 2, 4);
        Assert.True(seasonal < 0.8 * naive, $"naive {naive:0.00} %, seasonal naive {seasonal:0.00} %");
    }

    [Fact]
    public void The_file_holds_the_frames_numbers()
    {
        using TemporaryFolder folder = new();
        using StringWriter writer = new();
        DailyLoadSample.WriteCsv(writer, seed: 3);
        Assert.StartsWith("Date,Load\n2018-01-01,", writer.ToString(), StringComparison.Ordinal);

        Frame written = CsvFrameReader.Read(folder.Write("sample.csv", writer.ToString()));
        Frame made = DailyLoadSample.Create(seed: 3);
        Assert.Equal(made.Time.AsSpan().ToArray(), written.Time.AsSpan().ToArray());
        Assert.Equal(made.Column("Load").ToArray(), written.Column("Load").ToArray());
    }

    private static double PercentageError(ReadOnlySpan<double> values, int lag)
    {
        double sum = 0;
        for (int i = lag; i < values.Length; i++)
        {
            sum += Math.Abs((values[i] - values[i - lag]) / values[i]);
        }

        return 100 * sum / (values.Length - lag);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
