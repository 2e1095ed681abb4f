using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns that are transformed, a value for a value.</summary>
/// <param name="step">The step.</param>
/// <param name="columns">The columns.</param>
internal abstract class FittedTransform<TStep>(TStep step, string[] columns) : FittedStep<TStep>(step, columns)
    where TStep : PreparingStep
{
    public sealed override Frame Transform(Frame frame, string id) => frame.Map(Columns.Select((column, index) =>
    {
        StepColumns.Require(frame, column, Name, id);
        ColumnPlace place = new(column, id, frame.Time, 0);
        return (column, (Action<Span<double>>)(values =>
        {
            Forward(index, values, place);
            place = place with { Row = place.Row + values.Length };
        }));
    }));

    public sealed override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (Array.IndexOf(Columns, column) is var index and >= 0)
        {
            Back(index, values, new(column, id, time, before.Length));
        }
    }

    /// <summary>Transforms a run of values.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="values">The values; replaced.</param>
    /// <param name="place">Where the first of them stands.</param>
    protected abstract void Forward(int column, Span<double> values, ColumnPlace place);

    /// <summary>The inverse; nothing unless a step overrides it.</summary>
    /// <param name="column">Index of the column.</param>
    /// <param name="values">The transformed values; replaced.</param>
    /// <param name="place">Where the first of them stands.</param>
    protected virtual void Back(int column, Span<double> values, ColumnPlace place)
    {
    }
}

/// <summary>Columns that are transformed each by its own fitted parameters.</summary>
/// <param name="step">The step.</param>
/// <param name="columns">The columns.</param>
/// <param name="learned">The parameters of each.</param>
internal abstract class FittedTransform<TStep, T>(TStep step, string[] columns, Learned<T> learned) : FittedTransform<TStep>(step, columns)
    where TStep : PreparingStep
    where T : IColumnParameters<T>
{
    /// <summary>The parameters of a column of a series.</summary>
    protected T Of(int column, ColumnPlace place) => learned.For(place.Id, Name)[column];

    protected sealed override void Save(JsonObject json) => learned.Write(json);
}
