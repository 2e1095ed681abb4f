namespace Unroll.Series.Preparing;

/// <summary>Columns with the limits that values are clipped to.</summary>
internal sealed class FittedLimits(ClipStep step, string[] columns, Learned<Limits> learned)
    : FittedTransform<ClipStep, Limits>(step, columns, learned)
{
    protected override void Forward(int column, Span<double> values, ColumnPlace place)
    {
        Limits limits = Of(column, place);
        foreach (ref double value in values)
        {
            value = limits.Apply(value, Step.Options.ToMissing);
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
