using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that replaces values by their natural logarithm, so that equal ratios become equal distances. The inverse is the exponential,
/// clipped to the range of doubles.
/// </summary>
public sealed class LogStep : ConfiguredStep<LogOptions>
{
    internal static StepEntry Entry { get; } = new StepEntry<LogStep, LogOptions>(
        "log",
        "Replaces values by their natural logarithm, so that equal shares become equal distances.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Choice("kind", options => options.Kind, (options, value) => options with { Kind = value }, "Which logarithm."),
        ],
        options => new(options.Kind, options.Columns),
        (step, json) => new FittedLog(step, json.Columns()),
        "kind")
    {
        Example = "log: log1p",
        Formula = "log: ln x\nlog1p: ln(1 + x)",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="kind">The kind of logarithm.</param>
    /// <param name="columns">The columns; null for all columns of numbers.</param>
    public LogStep(LogKind kind = LogKind.Log, IReadOnlyList<string>? columns = null)
        : base("log", new(kind, columns))
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">A value of the training part has no logarithm; the message names its row.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLog fitted = new(this, StepColumns.Numeric(training, Options.Columns, Name));
        foreach (SeriesItem item in training.Items)
        {
            fitted.RequireLogarithms(item);
        }

        return fitted;
    }
}

/// <summary>Columns with their kind of logarithm.</summary>
internal sealed class FittedLog(LogStep step, string[] columns) : FittedTransform<LogStep>(step, columns)
{
    private bool IsPlain => Step.Options.Kind == LogKind.Log;

    public void RequireLogarithms(SeriesItem item)
    {
        foreach (string column in Columns)
        {
            RequireLogarithms(item.Frame.Column(column), new(column, item.Id, item.Frame.Time, 0));
        }
    }

    protected override void Forward(int column, Span<double> values, ColumnPlace place)
    {
        RequireLogarithms(values, place);
        foreach (ref double value in values)
        {
            value = IsPlain ? Math.Log(value) : Numerics.LogOnePlus(value);
        }
    }

    protected override void Back(int column, Span<double> values, ColumnPlace place)
    {
        foreach (ref double value in values)
        {
            value = StepColumns.Finite(IsPlain ? Math.Exp(value) : Numerics.ExpMinusOne(value));
        }
    }

    private void RequireLogarithms(ReadOnlySpan<double> values, ColumnPlace place) => place.RequireAbove(
        values, IsPlain ? 0 : -1, $"Step '{Name}' takes logarithms",
        $"use {(IsPlain ? "log1p for counts, or " : "")}a Yeo–Johnson transformation for values of any sign");
}
