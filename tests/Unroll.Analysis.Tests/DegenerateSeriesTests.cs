using Unroll.Analysis.ChangePoints;
using Unroll.Analysis.Decomposition;
using Unroll.Analysis.Markov;
using Unroll.Analysis.Periodicity;
using Unroll.Analysis.StateSpace;
using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Tests;

/// <summary>Series of which little or nothing can be said: each method answers in numbers, or refuses with a sentence.</summary>
public class DegenerateSeriesTests
{
    private static readonly Dictionary<string, double[]> _series = new()
    {
        ["none"] = [],
        ["one"] = [3],
        ["two"] = [3, 4],
        ["three"] = [3, 4, 2],
        ["missing"] = [.. Enumerable.Repeat(double.NaN, 30)],
        ["constant"] = [.. Enumerable.Repeat(5.0, 30)],
        ["constant but one"] = [.. Enumerable.Range(0, 30).Select(i => i == 11 ? 6.0 : 5)],
        ["zeros"] = new double[30],
        ["infinite"] = [.. Enumerable.Range(0, 30).Select(i => i == 11 ? double.PositiveInfinity : i % 4)],
        ["minus infinite"] = [.. Enumerable.Range(0, 30).Select(i => i == 29 ? double.NegativeInfinity : i % 4)],
    };

    private static readonly Dictionary<string, Func<double[], IEnumerable<double>>> _methods = new()
    {
        ["Theil–Sen"] = values => TheilSen.Estimate(values) is var line ? [line.Slope, line.SlopeLow, line.SlopeHigh, line.Intercept] : [],
        ["Mann–Kendall"] = values => MannKendall.Test(values) is var test ? [test.Tau, test.Z, test.PValue, test.VarianceInflation] : [],
        ["LOESS"] = values => Loess.Smooth(values),
        ["Hodrick–Prescott"] = values => HodrickPrescott.Trend(values),
        ["STL"] = values => Parts(Stl.Decompose(values, 7)),
        ["robust STL"] = values => Parts(Stl.Decompose(values, 7, new() { IsRobust = true })),
        ["MSTL"] = values => Parts(Mstl.Decompose(values, [4, 9])),
        ["period search"] = values => PeriodSearch.Find(values).Periods.SelectMany(period => new[] { period.Period, period.Power }),
        ["autocorrelation"] = values => Autocorrelation.Of(values).Values,
        ["partial autocorrelation"] = values => Autocorrelation.Partial(values).Values,
        ["Lomb–Scargle"] = values => LombScargle.Power(Times(values), values, new FrequencyGrid(0.01, 0.01, 40)).Power,
        ["box least squares"] = values => BoxLeastSquares.Search(Times(values), values, [7.0, 9.0], [2.0]).Power,
        ["changes, automatic"] = values => Changes(values, ChangePointMethod.Automatic),
        ["changes, PELT"] = values => Changes(values, ChangePointMethod.Pelt),
        ["changes, CUSUM"] = values => Changes(values, ChangePointMethod.Cusum),
        ["changes, Bayesian online"] = values => Changes(values, ChangePointMethod.BayesianOnline),
        ["structural model"] = values => new StructuralModel([new LocalLinearTrend()]).Fit(values) is var fit
            ? [fit.LogLikelihood, .. fit.Components.SelectMany(component => component.Mean)] : [],
        ["hidden Markov model"] = values => [HiddenMarkovSearch.Fit([values]).LogLikelihood],
    };

    public static TheoryData<string> Methods => [.. _methods.Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_series_has_an_answer_in_numbers_or_a_refusal_in_words(string method)
    {
        foreach ((string name, double[] values) in _series)
        {
            try
            {
                double[] found = [.. _methods[method](values)];
                Assert.True(Array.TrueForAll(found, double.IsFinite), $"{method} of {name}: {string.Join(", ", found)}");
                Assert.False(name is "none" or "missing" || name.Contains("infinite", StringComparison.Ordinal), $"{method} takes {name}.");
            }
            catch (InputException exception)
            {
                Assert.True(exception.Message.Length > 20 && exception.Message.EndsWith('.'), $"{method} of {name}: {exception.Message}");
            }
        }
    }

    private static double[] Times(double[] values) => [.. values.Select((_, i) => (double)i)];

    private static IEnumerable<double> Parts(SeriesDecomposition parts) =>
    [
        .. parts.Trend, .. parts.Residual, .. parts.Seasons.SelectMany(season => season.Values.Append(season.Strength)),
        parts.TrendStrength,
    ];

    private static IEnumerable<double> Changes(double[] values, ChangePointMethod method) =>
        ChangePointSearch.Find(values, new() { Method = method }) is var found
            ? [.. found.ChangePoints.Select(change => change.Gain), .. found.Curves.SelectMany(curve => curve)] : [];
}
