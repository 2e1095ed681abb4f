using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns that are transformed each by its own fitted parameters, a value for a value.</summary>
/// <param name="step">The step.</param>
/// <param name="columns">The columns.</param>
/// <param name="learned">The parameters of each; null where there are none.</param>
internal abstract class FittedTransform<TStep, T>(TStep step, string[] columns, Learned<T>? learned) : FittedStep<TStep>(step, columns)
    where TStep : PreparingStep
    where T : IColumnParameters<T>
{
    public sealed override Frame Transform(Frame frame, string id)
    {
        T[]? parameters = learned?.For(id, Name);
        for (int i = 0; i < Columns.Length; i++)
        {
            (string column, T own) = (Columns[i], parameters is null ? default! : parameters[i]);
            StepColumns.Require(frame, column, Name, id);
            ColumnPlace place = new(column, id, frame.Time, 0);
            frame = frame.Map(column, values =>
            {
                Forward(own, values, place);
                place = place with { Row = place.Row + values.Length };
            });
        }

        return frame;
    }

    public sealed override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (Array.IndexOf(Columns, column) is var index and >= 0)
        {
            Back(learned is null ? default! : learned.For(id, Name)[index], values, new(column, id, time, before.Length));
        }
    }

    /// <summary>Transforms a run of values.</summary>
    /// <param name="parameters">The column's parameters.</param>
    /// <param name="values">The values; replaced.</param>
    /// <param name="place">Where the first of them stands.</param>
    protected abstract void Forward(T parameters, Span<double> values, ColumnPlace place);

    /// <summary>The inverse; nothing unless a step overrides it.</summary>
    /// <param name="parameters">The column's parameters.</param>
    /// <param name="values">The transformed values; replaced.</param>
    /// <param name="place">Where the first of them stands.</param>
    protected virtual void Back(T parameters, Span<double> values, ColumnPlace place)
    {
    }

    protected sealed override void Save(JsonObject json) => learned?.Write(json);
}
