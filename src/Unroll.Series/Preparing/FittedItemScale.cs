using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Columns that each series scales by its own statistics, computed whenever one is transformed: nothing is fitted.
/// </summary>
internal sealed class FittedItemScale(ScaleStep step, string[] columns) : FittedStep<ScaleStep>(step, columns)
{
    internal const string Key = "per-item";

    public override int? ReachBack => null;

    public override Frame Transform(Frame frame, string id) => frame.With(Columns.Select(column =>
    {
        double[] values = StepColumns.Read(frame, column, Name, id);

        // Where no value is known there is nothing to scale.
        if (KnownValues.Count([new SeriesItem(id, frame)], column) > 0)
        {
            Scaler.Fit(Step.Options.Method, values).Transform(values);
        }

        return (column, values);
    }));

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (Columns.Contains(column, StringComparer.Ordinal))
        {
            throw new InputException(
                $"Step '{Name}' scaled column '{column}' of series '{id}' by the series' own numbers, which nobody kept, so it cannot be " +
                "undone: scale by what the training part teaches instead.");
        }
    }

    protected override void Save(JsonObject json) => json[Key] = true;
}
