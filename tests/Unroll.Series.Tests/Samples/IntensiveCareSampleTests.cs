using System.Security.Cryptography;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class IntensiveCareSampleTests
{
    private static readonly SeriesSet _cohort = IntensiveCareSample.Create();

    [Fact]
    public void The_file_is_the_same_everywhere()
    {
        using StringWriter writer = new();
        IntensiveCareSample.WriteCsv(writer, patients: 50);
        Assert.StartsWith("patient,time,heart_rate,spo2,temperature,age,sex,outcome\nP0001,2024-", writer.ToString(), StringComparison.Ordinal);
        Assert.Equal("f726ef4ecfdbd92a414da237e1b33eed9dcb1b458c13fa29468bd6fe05716e82", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString()))));
    }

    [Fact]
    public void The_file_holds_what_the_set_holds()
    {
        SeriesSet few = IntensiveCareSample.Create(patients: 3, seed: 7);
        using StringWriter writer = new();
        IntensiveCareSample.WriteCsv(writer, patients: 3, seed: 7);
        string[][] rows = [.. writer.ToString().TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(few.Cases.Sum(one => one.Frame.RowCount), rows.Length);
        int at = 0;
        foreach (SeriesCase one in few.Cases)
        {
            for (int i = 0; i < one.Frame.RowCount; i++, at++)
            {
                Assert.Equal(one.Id, rows[at][0]);
                Assert.Equal(one.Frame.Time[i], DateTime.Parse(rows[at][1], System.Globalization.CultureInfo.InvariantCulture));
                Assert.Equal(one.Frame.Column("heart_rate")[i], Number(rows[at][2]));
                Assert.Equal(one.Frame.Column("temperature")[i], Number(rows[at][4]));
                Assert.Equal(one.Statics[0], Number(rows[at][5]));
                Assert.Equal(few.ClassNames[one.Class!.Value], rows[at][7]);
            }
        }
    }

    [Fact]
    public void The_first_patients_of_a_larger_cohort_are_those_of_a_smaller_one()
    {
        SeriesSet few = IntensiveCareSample.Create(patients: 5);
        for (int i = 0; i < few.Count; i++)
        {
            Assert.Equal(_cohort[i].Id, few[i].Id);
            Assert.Equal(_cohort[i].Class, few[i].Class);
            Assert.Equal(_cohort[i].Frame.Column("spo2").ToArray(), few[i].Frame.Column("spo2").ToArray());
        }
    }

    [Fact]
    public void Stays_are_unequal_and_measurements_minutes_to_hours_apart()
    {
        Assert.Equal(500, _cohort.Count);
        double[] days = [.. _cohort.Cases.Select(one => (one.Frame.Time[one.Frame.RowCount - 1] - one.Frame.Time[0]).TotalDays)];
        Assert.InRange(days.Min(), 2.5, 3.2);
        Assert.InRange(days.Max(), 9.5, 10);
        Assert.All(_cohort.Cases, one => Assert.Null(one.Frame.Time.Step));
        double[] gaps = [.. _cohort.Cases.SelectMany(one => Gaps(one, "heart_rate")).Order()];
        Assert.InRange(gaps[0], 5, 5);
        Assert.InRange(gaps[gaps.Length / 2], 20, 90);
        Assert.InRange(gaps[^1], 240, 1440);
    }

    [Fact]
    public void Each_channel_is_measured_at_its_own_times_and_some_patients_lack_one()
    {
        int cells = 0, measured = 0;
        Dictionary<string, int> lacking = IntensiveCareSample.ChannelNames.ToDictionary(name => name, _ => 0);
        foreach (SeriesCase one in _cohort.Cases)
        {
            int present = 0;
            foreach (string name in IntensiveCareSample.ChannelNames)
            {
                int here = one.Frame.Column(name).ToArray().Count(value => !float.IsNaN(value));
                (cells, measured, present) = (cells + one.Frame.RowCount, measured + here, present + (here > 0 ? 1 : 0));
                lacking[name] += here == 0 ? 1 : 0;
            }

            Assert.InRange(present, 1, 3);
        }

        Assert.InRange(measured / (double)cells, 0.3, 0.45);
        Assert.InRange(lacking["heart_rate"], 1, 25);
        Assert.InRange(lacking["spo2"], 10, 60);
        Assert.InRange(lacking["temperature"], 25, 90);
    }

    [Fact]
    public void Values_are_such_as_a_device_shows()
    {
        foreach (SeriesCase one in _cohort.Cases)
        {
            AssertWithin(one, "heart_rate", 35, 190);
            AssertWithin(one, "spo2", 70, 100);
            AssertWithin(one, "temperature", 33, 42);
            Assert.InRange(one.Statics[0], 35, 90);
            Assert.InRange(one.Statics[1], 0, 1);
        }
    }

    [Fact]
    public void The_outcome_follows_from_level_and_trend_of_the_first_three_days_but_not_wholly()
    {
        double share = _cohort.Cases.Average(one => one.Class!.Value);
        Assert.InRange(share, 0.25, 0.45);
        (double Score, int Class)[] pairs =
        [
            .. _cohort.Cases.Select(one => (Mean(one, "heart_rate", 0, 1), Mean(one, "heart_rate", 2, 3), one.Class!.Value))
                .Where(one => double.IsFinite(one.Item1 + one.Item2)).Select(one => (one.Item2 + (0.5 * (one.Item2 - one.Item1)), one.Value)),
        ];
        double wins = 0;
        (double Score, int Class)[] worse = [.. pairs.Where(pair => pair.Class == 1)], stable = [.. pairs.Where(pair => pair.Class == 0)];
        foreach ((double score, _) in worse)
        {
            wins += stable.Count(pair => pair.Score < score) + (0.5 * stable.Count(pair => pair.Score == score));
        }

        Assert.InRange(wins / (worse.Length * (double)stable.Length), 0.72, 0.9);
    }

    [Fact]
    public void Without_patients_there_is_no_cohort() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensiveCareSample.Create(patients: 0));

    private static IEnumerable<double> Gaps(SeriesCase one, string channel)
    {
        DateTime? last = null;
        for (int i = 0; i < one.Frame.RowCount; i++)
        {
            if (!float.IsNaN(one.Frame.Column(channel)[i]))
            {
                if (last is { } before)
                {
                    yield return (one.Frame.Time[i] - before).TotalMinutes;
                }

                last = one.Frame.Time[i];
            }
        }
    }

    private static double Mean(SeriesCase one, string channel, int fromDay, int toDay)
    {
        DateTime admitted = one.Frame.Time[0];
        return Enumerable.Range(0, one.Frame.RowCount)
            .Where(i => one.Frame.Time[i] >= admitted.AddDays(fromDay) && one.Frame.Time[i] < admitted.AddDays(toDay))
            .Select(i => (double)one.Frame.Column(channel)[i]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }

    private static void AssertWithin(SeriesCase one, string channel, float low, float high)
    {
        foreach (float value in one.Frame.Column(channel))
        {
            Assert.True(float.IsNaN(value) || (value >= low && value <= high), $"{one.Id} {channel}: {value}");
        }
    }

    private static float Number(string cell) => cell.Length == 0 ? float.NaN : float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
