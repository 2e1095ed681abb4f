using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>Which rows of a series are learned from, watched and tested on; a part that the series has no share in has no rows.</summary>
/// <param name="Training">Runs of rows to learn from, in the order of time.</param>
/// <param name="Validation">Runs of rows that training is watched on.</param>
/// <param name="Test">Runs of rows that the result is measured on.</param>
internal sealed record SeriesParts(IReadOnlyList<RowRange> Training, IReadOnlyList<RowRange> Validation, IReadOnlyList<RowRange> Test)
{
    /// <summary>The rows of a part.</summary>
    /// <param name="name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    public IReadOnlyList<RowRange> this[string name] => name switch { "train" => Training, "validation" => Validation, _ => Test };
}
