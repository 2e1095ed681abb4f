using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>The training, validation and test rows of a series; a part may have no rows.</summary>
/// <param name="Training">Runs of rows of the training part, in the order of time.</param>
/// <param name="Validation">Runs of rows of the validation part.</param>
/// <param name="Test">Runs of rows of the test part.</param>
internal sealed record SeriesParts(IReadOnlyList<RowRange> Training, IReadOnlyList<RowRange> Validation, IReadOnlyList<RowRange> Test)
{
    /// <summary>The rows of a part.</summary>
    /// <param name="name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    public IReadOnlyList<RowRange> this[string name] => name switch { "train" => Training, "validation" => Validation, _ => Test };

    /// <summary>The parts, training and validation part being one.</summary>
    /// <param name="between">Rows that may have been left out between the two, and are in the part that they make together.</param>
    public SeriesParts Joined(int between)
    {
        List<RowRange> joined = [];
        foreach (RowRange run in Training.Concat(Validation).OrderBy(run => run.Start))
        {
            if (joined.Count > 0 && run.Start - joined[^1].End <= between)
            {
                joined[^1] = joined[^1] with { Count = run.End - joined[^1].Start };
            }
            else
            {
                joined.Add(run);
            }
        }

        return new SeriesParts(joined, [], Test);
    }
}
