using Unroll.Analysis.Numerics;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>Derivatives of the likelihood by one pass back, beside differences of the likelihood.</summary>
public class LikelihoodScoreTests
{
    public static TheoryData<string, DiffuseStart, bool> Cases
    {
        get
        {
            TheoryData<string, DiffuseStart, bool> cases = [];
            foreach (string name in Models.Keys)
            {
                cases.Add(name, DiffuseStart.Exact, false);
                cases.Add(name, DiffuseStart.Exact, true);
                cases.Add(name, DiffuseStart.Approximate, false);
                cases.Add(name, DiffuseStart.Approximate, true);
            }

            return cases;
        }
    }

    private static Dictionary<string, StructuralModel> Models { get; } = new()
    {
        ["level"] = new([new LocalLevel()]),
        ["slope"] = new([new LocalLinearTrend()]),
        ["damped slope"] = new([new DampedTrend()]),
        ["dummy season"] = new([new LocalLinearTrend(), new DummySeasonal(4)]),
        ["waves without noise"] = new([new LocalLevel(), new TrigonometricSeasonal(6, 2)]) { HasObservationNoise = false },
        ["half wave"] = new([new DampedTrend(), new TrigonometricSeasonal(4)]),
        ["cycle"] = new([new LocalLevel(), new Cycle(5, 12)]),
        ["cycle for ever"] = new([new LocalLevel(isFixed: true), new Cycle(5, 12, isDamped: false)]),
        ["autoregression"] = new([new LocalLevel(isFixed: true), new Autoregression(2)]),
        ["regression"] = new(
        [
            new LocalLevel(), new DummySeasonal(3),
            new Regression(["x"], [[.. Enumerable.Range(0, 80).Select(t => Math.Cos(0.4 * t * t))]]),
        ]),
        ["loading"] = new([new LocalLevel(), new Loading()]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_those_of_differences(string name, DiffuseStart start, bool hasGaps)
    {
        StructuralModel model = Models[name] with { Start = start };
        StructuralObjective objective = new(model, Series(80, hasGaps), 2);
        double[] point = [.. Enumerable.Range(0, model.Parameters.Count).Select(i => 0.4 * Math.Cos(3 * i))];

        Compare(objective, point, 1e-6);
    }

    /// <summary>Weights are steady here, and steady again after each gap.</summary>
    [Theory]
    [InlineData("level")]
    [InlineData("damped slope")]
    [InlineData("dummy season")]
    [InlineData("cycle")]
    public void Gradients_of_long_series_are_those_of_differences(string name)
    {
        StructuralModel model = Models[name];
        double[] series = [.. Series(3000, hasGaps: false).Select((value, t) => t is 900 or (> 2000 and < 2050) ? double.NaN : value)];
        StructuralObjective objective = new(model, series, 1);

        Compare(objective, [.. Enumerable.Range(0, model.Parameters.Count).Select(i => 0.3 * Math.Cos(2 * i))], 1e-5);
    }

    /// <summary>A variance of 0, and a search that comes from another point than the last.</summary>
    [Fact]
    public void Gradients_hold_at_the_edge_and_after_other_points()
    {
        StructuralObjective objective = new(Models["slope"], Series(80, hasGaps: false), 1);
        double[] edge = [0.5, -0.5, -30];
        double value = objective.Value(edge);
        objective.Value([1, 2, 3]);
        double[] gradient = new double[3];

        objective.Gradient(edge, value, gradient);

        double[] expected = new double[3];
        QuasiNewton.Differences(objective.Value, edge, expected, new double[3]);
        Near.Equal(expected, gradient, 1e-6);
        Assert.Equal(0, gradient[2], 1e-6);
    }

    private static void Compare(StructuralObjective objective, double[] point, double share)
    {
        double[] expected = new double[point.Length], actual = new double[point.Length];
        QuasiNewton.Differences(objective.Value, point, expected, new double[point.Length]);
        objective.Gradient(point, objective.Value(point), actual);
        Near.Equal(expected, actual, share);
        Assert.Contains(actual, slope => Math.Abs(slope) > 1e-3);
    }

    private static double[] Series(int count, bool hasGaps)
    {
        Random random = new(5);
        double level = 3;
        double[] values = new double[count];
        for (int t = 0; t < count; t++)
        {
            level += random.NextDouble() - 0.45;
            bool isMissing = hasGaps && t is 1 or 2 or 7 or (> 30 and < 38);
            values[t] = isMissing ? double.NaN : level + (2 * Math.Sin(t)) + (2 * random.NextDouble());
        }

        return values;
    }

    /// <summary>A component that stands in the observations with a factor to be estimated.</summary>
    private sealed class Loading : StructuralComponent
    {
        public override string Name => "loading";

        public override int StateCount => 1;

        public override IReadOnlyList<StructuralParameter> Parameters => [new("loading", 0.5, 2), new("loading-variance")];

        public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
        {
            part.Load(0, parameters[0]);
            part.Carry(0, 0, 0.5);
            part.Disturb(0, parameters[1]);
            part.Begin(0, 0, parameters[1]);
        }
    }
}
