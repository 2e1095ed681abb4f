using System.Security.Cryptography;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class RemainingLifeSampleTests
{
    private static readonly SeriesSet _fleet = RemainingLifeSample.Create();

    [Fact]
    public void The_file_is_the_same_everywhere()
    {
        using StringWriter writer = new();
        RemainingLifeSample.WriteCsv(writer, engines: 50);
        Assert.StartsWith("engine,day,speed,temperature,pressure,vibration,fuel_flow,rul\nE0001,2024-", writer.ToString(),
            StringComparison.Ordinal);
        Assert.Equal("98f394ef1d31f1fd90a81281203983fb9ac01744a99657b4ef96b9ee78afafab",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString()))));
    }

    [Fact]
    public void The_file_holds_what_the_set_holds()
    {
        SeriesSet few = RemainingLifeSample.Create(engines: 3, seed: 7);
        using StringWriter writer = new();
        RemainingLifeSample.WriteCsv(writer, engines: 3, seed: 7);
        string[][] rows = [.. writer.ToString().TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(few.Items.Sum(item => item.Frame.RowCount), rows.Length);
        int at = 0;
        foreach (SeriesItem item in few.Items)
        {
            for (int i = 0; i < item.Frame.RowCount; i++, at++)
            {
                Assert.Equal(item.Id, rows[at][0]);
                for (int column = 0; column < item.Frame.ColumnNames.Count; column++)
                {
                    Assert.Equal(item.Frame.Column(item.Frame.ColumnNames[column])[i],
                        double.Parse(rows[at][2 + column], System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }
    }

    [Fact]
    public void The_first_engines_of_a_larger_fleet_are_those_of_a_smaller_one()
    {
        SeriesSet few = RemainingLifeSample.Create(engines: 5);
        Assert.All(Enumerable.Range(0, few.Count), i =>
            Assert.Equal(_fleet[i].Frame.Column("vibration").ToArray(), few[i].Frame.Column("vibration").ToArray()));
    }

    [Fact]
    public void Series_are_unequal_and_end_before_the_engine_does()
    {
        Assert.Equal(RemainingLifeSample.Engines, _fleet.Count);
        Assert.True(_fleet.ShortestLength >= 10 && _fleet.LongestLength > 3 * _fleet.ShortestLength && _fleet.LongestLength < 500);
        foreach (SeriesItem engine in _fleet.Items)
        {
            double[] left = engine.Frame.Column(RemainingLifeSample.TargetColumn).ToArray();
            Assert.Single(left.Distinct());
            Assert.InRange(left[0], 1, 500);
        }
    }
}
