using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Columns that each series scales by its own statistics, computed whenever one is transformed: nothing is fitted.
/// </summary>
/// <param name="columns">The columns.</param>
/// <param name="method">Name of the <see cref="Scaler"/>.</param>
internal sealed class FittedItemScale(string[] columns, string method) : FittedStep
{
    internal const string Key = "per-case";

    // Refuses a name that there is no scaler of when a run is opened, rather than at the first series.
    private readonly string _method = Scaler.Restore(method, 0, 1).Name;

    public override string Name => ScaleStep.StepName;

    public override int? ReachBack => null;

    public static FittedItemScale FromJson(JsonObject json) => new(json.Columns(), json.Text(Key));

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            double[] values = StepColumns.Read(frame, column, Name, id);

            // Where no value is known there is nothing to scale.
            if (KnownValues.Count([new SeriesItem(id, frame)], column) > 0)
            {
                Scaler.Fit(_method, values).Transform(values, values);
            }

            frame = frame.With(column, values);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (columns.Contains(column, StringComparer.Ordinal))
        {
            throw new InputException(
                $"Step '{Name}' scaled column '{column}' of series '{id}' by the series' own numbers, which nobody kept, so it cannot be " +
                "undone: " +
                "scale by what the training part teaches instead.");
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json[Key] = _method;
        return json;
    }
}
