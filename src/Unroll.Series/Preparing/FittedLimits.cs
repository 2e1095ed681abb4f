namespace Unroll.Series.Preparing;

/// <summary>Columns with the limits that values are clipped to.</summary>
internal sealed class FittedLimits(ClipStep step, string[] columns, Learned<Limits> limits)
    : FittedTransform<ClipStep, Limits>(step, columns, limits)
{
    protected override void Forward(Limits parameters, Span<double> values, ColumnPlace place)
    {
        foreach (ref double value in values)
        {
            value = parameters.Apply(value, Step.Options.ToMissing);
        }
    }
}

/// <summary>The limits of a column.</summary>
internal sealed record Limits(double Low, double High) : IColumnParameters<Limits>
{
    public static Limits FromNumbers(double[] numbers) => new(numbers[0], numbers[1]);

    public double[] ToNumbers() => [Low, High];

    public double Apply(double value, bool toMissing) => value < Low ? toMissing ? double.NaN : StepColumns.Finite(Low)
        : value > High ? toMissing ? double.NaN : StepColumns.Finite(High)
        : value;
}
