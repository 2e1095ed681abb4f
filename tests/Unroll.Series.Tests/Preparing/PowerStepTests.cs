using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Against scipy 1.10.1: scipy.stats.boxcox and yeojohnson.</summary>
public class PowerStepTests
{
    // Lynx trapped in Canada, 1821 to 1840 (Elton and Nicholson, 1942).
    private static readonly double[] _lynx =
        [269, 321, 585, 871, 1475, 2821, 3928, 5943, 4950, 2577, 523, 98, 184, 279, 409, 2285, 2685, 3409, 1824, 409];

    private static readonly double[] _mixed = [-3, -1.5, -0.5, 0, 0.25, 1, 2, 4, 8, 16, -0.1, 0.6];

    [Fact]
    public void The_likeliest_power_is_that_of_scipy()
    {
        Assert.Equal(0.11105970205801768, Learned(new(), _lynx).Lambda, 1e-6);

        // From single precision: scipy's 0.45013798997363236 is of −0.1 and 0.6 in double precision.
        Assert.Equal(0.45013798997363236, Learned(new() { Method = PowerMethod.YeoJohnson }, _mixed).Lambda, 1e-6);
    }

    [Fact]
    public void Box_Cox_is_that_of_scipy_but_for_a_factor_and_a_constant()
    {
        AssertBoxCox(new(), [7.7564917778502185, 8.088712143235878, 9.266862731290619]);
        AssertBoxCox(new() { Lambda = 0.3 }, [14.523499347208778, 15.495796714323749, 19.21038268933347]);
        AssertBoxCox(new() { Lambda = 0 }, [5.594711379601839, 5.771441123130016]);

        static void AssertBoxCox(PowerOptions options, double[] expected)
        {
            (double lambda, double logMean) = Learned(options, _lynx);
            double[] values = Transform(options, _lynx);
            for (int i = 0; i < expected.Length; i++)
            {
                double plain = lambda == 0 ? values[i] + logMean : (Math.Exp(lambda * logMean) * values[i])
                    + ((Math.Exp(lambda * logMean) - 1) / lambda);
                Assert.Equal(expected[i], plain, 1e-5);
            }
        }
    }

    [Fact]
    public void Yeo_Johnson_is_that_of_scipy()
    {
        AssertNear([-4.885949595071766, -0.5643320870242111, 0.23473526289040145, 5.7313702675212905],
            new() { Method = PowerMethod.YeoJohnson });
        AssertNear([-4.666666666666667, -0.5580782047249223, 0.2360679774997898, 6.246211251235321],
            new() { Method = PowerMethod.YeoJohnson, Lambda = 0.5 });
        AssertNear([-1.3862943611198906, -0.4054651081081644, 0.28125, 144.0], new() { Method = PowerMethod.YeoJohnson, Lambda = 2 });
        AssertNear([-7.5, -0.625, 0.22314355131420976, 2.833213344056216], new() { Method = PowerMethod.YeoJohnson, Lambda = 0 });

        static void AssertNear(double[] expected, PowerOptions options)
        {
            double[] values = Transform(options, _mixed);
            Assert.Equal(expected, [values[0], values[2], values[4], values[9]], (first, second) => Math.Abs(first - second) < 1e-5);
        }
    }

    [Fact]
    public void Values_far_from_1_keep_their_digits()
    {
        // The plain formula would give 0.5 for all of them: x to the power of −2 is 4e-10.
        double[] load = [48_000, 50_000, 53_000, 47_000];
        PowerStep step = new(new() { Lambda = -2 });
        Frame frame = SeriesSamples.Hourly("x", load);
        FittedStep fitted = step.Fit(SeriesSet.Of(frame));
        double[] values = fitted.Transform(frame, "1").Column("x").ToArray();
        fitted.Inverse("1", "x", frame.Time, [], values);
        Assert.Equal(load, values, (first, second) => Math.Abs(first - second) < 0.05);
        Refusal.Of("use Box–Cox", () => Transform(new() { Method = PowerMethod.YeoJohnson, Lambda = -2 }, load));
    }

    [Fact]
    public void What_no_power_can_have_become_comes_back_as_the_end_of_the_range()
    {
        Assert.Equal(0, Back(new() { Lambda = 0.5 }, -100));
        Assert.Equal(double.MaxValue, Back(new() { Lambda = -1 }, 100));
        Assert.Equal(double.MaxValue, Back(new() { Lambda = 0 }, 1000));
        Assert.Equal(-double.MaxValue, Back(new() { Method = PowerMethod.YeoJohnson, Lambda = 2 }, -1000));
        Assert.Equal(double.MaxValue, Back(new() { Method = PowerMethod.YeoJohnson, Lambda = -0.2 }, 1000));

        static double Back(PowerOptions options, double value)
        {
            Frame frame = SeriesSamples.Hourly("x", 1, 2, 3, 4);
            double[] values = [value];
            new PowerStep(options).Fit(SeriesSet.Of(frame)).Inverse("1", "x", frame.Time, [], values);
            return values[0];
        }
    }

    [Fact]
    public void Equal_values_stay_apart_from_later_ones()
    {
        Assert.Equal(1, Learned(new(), [3, 3, 3]).Lambda);
        Assert.Equal(1, Learned(new() { Method = PowerMethod.YeoJohnson }, [0, 0, 0]).Lambda);
        Assert.Equal(1, Learned(new() { Method = PowerMethod.YeoJohnson }, [double.NaN, double.NaN]).Lambda);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("column 'x' of series '1' is -1 at 2023-12-28 07:00", () => Transform(new(), [1, -1, 2]));
        Refusal.Of("power 7", () => new PowerStep(new() { Lambda = 7 }));
        FittedStep fitted = new PowerStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        Refusal.Of("is 0 at row 1", () => fitted.Transform(SeriesSamples.Numbered("x", 2, 0), "1"));
    }

    [Fact]
    public void Logarithms_refuse_what_has_none_and_name_its_row()
    {
        Refusal.Of("column 'x' of series '1' is 0 at 2023-12-28 07:00: use log1p",
            () => new LogStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 0))));
        Refusal.Of("is -1 at 2023-12-28 07:00", () => new LogStep(LogKind.Log1p).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, -1))));
        FittedStep log1p = new LogStep(LogKind.Log1p).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 0)));
        Assert.Equal([0, 1e-10 - 5e-21, Math.Log(2)], log1p.Transform(SeriesSamples.Hourly("x", 0, 1e-10, 1), "1").Column("x").ToArray());
        FittedStep log = new LogStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        Assert.Equal([0, double.NaN, Math.Log(3)], log.Transform(SeriesSamples.Hourly("x", 1, double.NaN, 3), "1").Column("x").ToArray());
    }

    private static double[] Transform(PowerOptions options, double[] values)
    {
        Frame frame = SeriesSamples.Hourly("x", values);
        return new PowerStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray();
    }

    private static (double Lambda, double LogMean) Learned(PowerOptions options, double[] values)
    {
        JsonNode learned = new PowerStep(options).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", values))).ToJson()["learned"]!["all"]![0]!;
        return (learned[1]!.GetValue<double>(), learned[2]!.GetValue<double>());
    }
}
