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
        Assert.StartsWith(
            "patient,time,heart_rate,spo2,temperature,age,sex,outcome\nP0001,2024-", writer.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "6c01f6476671d8dbc06b2a9a440c95aee77f922c1fd61a3e2619ae1c433c9bd4",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString()))));
    }

    [Fact]
    public void The_file_holds_what_the_set_holds()
    {
        SeriesSet few = IntensiveCareSample.Create(patients: 3, seed: 7);
        using StringWriter writer = new();
        IntensiveCareSample.WriteCsv(writer, patients: 3, seed: 7);
        string[][] rows = [.. writer.ToString().TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(few.Items.Sum(item => item.Frame.RowCount), rows.Length);
        int at = 0;
        foreach (SeriesItem item in few.Items)
        {
            for (int i = 0; i < item.Frame.RowCount; i++, at++)
            {
                Assert.Equal(item.Id, rows[at][0]);
                Assert.Equal(item.Frame.Time[i], DateTime.Parse(rows[at][1], System.Globalization.CultureInfo.InvariantCulture));
                Assert.Equal(item.Frame.Column("heart_rate")[i], Number(rows[at][2]));
                Assert.Equal(item.Frame.Column("temperature")[i], Number(rows[at][4]));
                Assert.Equal(item.StaticCovariates[0], Number(rows[at][5]));
                Assert.Equal(few.ClassNames[item.Class!.Value], rows[at][7]);
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
        double[] days = [.. _cohort.Items.Select(item => (item.Frame.Time[item.Frame.RowCount - 1] - item.Frame.Time[0]).TotalDays)];
        Assert.InRange(days.Min(), 2.5, 3.2);
        Assert.InRange(days.Max(), 9.5, 10);
        Assert.All(_cohort.Items, item => Assert.Null(item.Frame.Time.Step));
        double[] gaps = [.. _cohort.Items.SelectMany(item => Gaps(item, "heart_rate")).Order()];
        Assert.InRange(gaps[0], 5, 5);
        Assert.InRange(gaps[gaps.Length / 2], 20, 90);
        Assert.InRange(gaps[^1], 240, 1440);
    }

    [Fact]
    public void Each_channel_is_measured_at_its_own_times_and_some_patients_lack_one()
    {
        int cells = 0, measured = 0;
        Dictionary<string, int> lacking = IntensiveCareSample.ChannelNames.ToDictionary(name => name, _ => 0);
        foreach (SeriesItem item in _cohort.Items)
        {
            int present = 0;
            foreach (string name in IntensiveCareSample.ChannelNames)
            {
                int here = item.Frame.Column(name).ToArray().Count(value => !double.IsNaN(value));
                (cells, measured, present) = (cells + item.Frame.RowCount, measured + here, present + (here > 0 ? 1 : 0));
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
        foreach (SeriesItem item in _cohort.Items)
        {
            AssertWithin(item, "heart_rate", 35, 190);
            AssertWithin(item, "spo2", 70, 100);
            AssertWithin(item, "temperature", 33, 42);
            Assert.InRange(item.StaticCovariates[0], 35, 90);
            Assert.InRange(item.StaticCovariates[1], 0, 1);
        }
    }

    [Fact]
    public void The_outcome_follows_from_level_and_trend_of_the_first_three_days_but_not_wholly()
    {
        double share = _cohort.Items.Average(item => item.Class!.Value);
        Assert.InRange(share, 0.18, 0.32);
        (double Score, int Class)[] pairs =
        [
            .. _cohort.Items.Select(item => (Mean(item, "heart_rate", 0, 1), Mean(item, "heart_rate", 2, 3), item.Class!.Value))
                .Where(patient => double.IsFinite(patient.Item1 + patient.Item2))
                    .Select(patient => (patient.Item2 + (0.5 * (patient.Item2 - patient.Item1)), patient.Value)),
        ];
        double wins = 0;
        (double Score, int Class)[] died = [.. pairs.Where(pair => pair.Class == 1)], alive = [.. pairs.Where(pair => pair.Class == 0)];
        foreach ((double score, _) in died)
        {
            wins += alive.Count(pair => pair.Score < score) + (0.5 * alive.Count(pair => pair.Score == score));
        }

        Assert.InRange(wins / (died.Length * (double)alive.Length), 0.72, 0.9);
    }

    [Fact]
    public void Those_who_die_are_measured_for_five_days_at_most()
    {
        foreach (SeriesItem item in _cohort.Items.Where(item => item.Class == 1))
        {
            Assert.True(item.Frame.Time[item.Frame.RowCount - 1] - item.Frame.Time[0] <= TimeSpan.FromDays(5), item.Id);
        }
    }

    [Fact]
    public void Risks_are_the_shares_of_those_who_die()
    {
        IReadOnlyList<double> risks = IntensiveCareSample.Risks(patients: 4000);
        SeriesSet many = IntensiveCareSample.Create(patients: 4000);
        Assert.Equal(risks.Take(500), IntensiveCareSample.Risks());
        foreach (IGrouping<int, int> bin in Enumerable.Range(0, 4000).GroupBy(i => Math.Min(4, (int)(5 * risks[i]))))
        {
            Assert.Equal(bin.Average(i => risks[i]), bin.Average(i => (double)many[i].Class!.Value), 0.06);
        }
    }

    [Fact]
    public void Risks_stand_in_a_file_of_their_own()
    {
        using StringWriter writer = new();
        IntensiveCareSample.WriteRiskCsv(writer, patients: 3, seed: 7);
        string[] lines = writer.ToString().TrimEnd().Split('\n');
        Assert.Equal("patient,risk", lines[0]);
        Assert.Equal(
            IntensiveCareSample.Risks(3, 7),
            lines.Skip(1).Select(line => Number(line.Split(',')[1])), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
        Assert.StartsWith("P0003,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_patients_there_is_no_cohort() =>
        Assert.All(
            (Func<object>[])[() => IntensiveCareSample.Create(patients: 0), () => IntensiveCareSample.Risks(patients: 0)],
            make => Assert.Throws<ArgumentOutOfRangeException>(make));

    private static IEnumerable<double> Gaps(SeriesItem item, string channel)
    {
        DateTime? last = null;
        for (int i = 0; i < item.Frame.RowCount; i++)
        {
            if (!double.IsNaN(item.Frame.Column(channel)[i]))
            {
                if (last is { } before)
                {
                    yield return (item.Frame.Time[i] - before).TotalMinutes;
                }

                last = item.Frame.Time[i];
            }
        }
    }

    private static double Mean(SeriesItem item, string channel, int fromDay, int toDay)
    {
        DateTime admitted = item.Frame.Time[0];
        return Enumerable.Range(0, item.Frame.RowCount)
            .Where(i => item.Frame.Time[i] >= admitted.AddDays(fromDay) && item.Frame.Time[i] < admitted.AddDays(toDay))
            .Select(i => (double)item.Frame.Column(channel)[i]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }

    private static void AssertWithin(SeriesItem item, string channel, double low, double high)
    {
        foreach (double value in item.Frame.Column(channel))
        {
            Assert.True(double.IsNaN(value) || (value >= low && value <= high), $"{item.Id} {channel}: {value}");
        }
    }

    private static double Number(string cell) => cell.Length == 0 ? double.NaN
        : double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
