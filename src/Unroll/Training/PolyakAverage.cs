using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// The plain mean of the weights over the steps, from one on (Polyak and Juditsky 1992). Until then it is the weights themselves.
/// </summary>
public sealed class PolyakAverage : WeightAverage
{
    private static readonly Setting<PolyakAverage, int> _start = new(
        "start-step", Kind.Integer(1), average => average.StartStep, "The first step whose weights count.")
    { DefaultValue = 1 };

    internal static Entry<WeightAverage> Entry { get; } = new(
        "polyak-average", typeof(PolyakAverage), "The mean of the weights over the steps, from one on (Polyak averaging).", [_start],
        values => new PolyakAverage(values.Get(_start)))
    {
        Shorthand = _start,
        Formula = "ā ← (n·ā + w) / (n + 1)",
        Example = "polyak-average: {start-step: 500}",
    };

    /// <summary>Creates the average.</summary>
    /// <param name="startStep">The first step whose weights count, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startStep"/> is less than 1.</exception>
    public PolyakAverage(int startStep = 1)
    {
        Require.AtLeast(startStep, 1, nameof(startStep));
        StartStep = startStep;
    }

    /// <summary>The first step whose weights count, from 1.</summary>
    public int StartStep { get; }

    /// <inheritdoc/>
    public override float ShareKeptAtStep(long step, int epoch) =>
        step <= StartStep ? 0 : (step - StartStep) / (step - StartStep + 1f);
}
