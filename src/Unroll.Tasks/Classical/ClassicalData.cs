using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>The training part as classical models take it.</summary>
/// <param name="Samples">Its samples, with their targets.</param>
/// <param name="Outputs">Numbers that are predicted for a sample: steps, targets or classes.</param>
internal sealed record ClassicalData(SampleSource Samples, int Outputs)
{
    /// <summary>Names of the inputs at each step of a sample.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>Names of the values of further inputs, such as the future covariates of the rows to forecast.</summary>
    public IReadOnlyList<string> FurtherNames { get; init; } = [];

    /// <summary>
    /// Places among the inputs of the columns with codes of tokens, or of characters, where the samples are texts; else none.
    /// </summary>
    public IReadOnlyList<int> TextChannels { get; init; } = [];

    /// <summary>Names of the inputs beside texts that are numbers, which models of tokens do not read.</summary>
    public IReadOnlyList<string> NumbersBesideTexts { get; init; } = [];

    /// <summary>The series of the samples, for models that forecast each from its whole history; none where there is no time.</summary>
    public IReadOnlyList<TrainingHistory> Histories { get; init; } = [];

    /// <summary>The columns of the series that are forecast.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The prepared columns of the histories that are known in advance, as the data name them, for models that take regressors.
    /// </summary>
    public IReadOnlyList<string> Regressors { get; init; } = [];

    /// <summary>The prepared columns of the histories that are observed beside each other: the targets, and past covariates.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Steps after which the series' patterns repeat; 1 for none.</summary>
    public int Season { get; init; } = 1;
}

/// <summary>A series of the training part.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Frame">Its prepared columns.</param>
/// <param name="Raw">The targets in the unit of the file, in the same rows.</param>
/// <param name="Rows">How many rows from its beginning on belong to the training part.</param>
internal sealed record TrainingHistory(string Id, Frame Frame, Frame Raw, int Rows);
