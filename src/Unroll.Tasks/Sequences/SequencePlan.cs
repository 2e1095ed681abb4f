using Unroll.Data;
using Unroll.Models;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <summary>The prepared training, validation and test part of a task on whole series.</summary>
/// <param name="learned">The state fitted on the training part alone.</param>
/// <param name="training">The prepared series of the training part.</param>
/// <param name="validation">The prepared series of the validation part.</param>
/// <param name="test">The prepared series of the test part.</param>
/// <param name="warnings">Warnings about the data and their preparation.</param>
internal sealed class SequencePlan(
    LearnedSequences learned, SequenceData training, SequenceData validation, SequenceData test, IReadOnlyList<string> warnings) : TaskPlan
{
    /// <inheritdoc/>
    public override LearnedTask Learned => learned;

    /// <summary>The prepared series of <c>train</c>, <c>validation</c> and <c>test</c>, in this order.</summary>
    public IReadOnlyList<SequenceData> Data { get; } = [training, validation, test];

    /// <inheritdoc/>
    public override IReadOnlyList<PartSummary> Parts =>
        [learned.Summarize("train", Data[0]), learned.Summarize("validation", Data[1]), learned.Summarize("test", Data[2])];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings { get; } = warnings;

    /// <inheritdoc/>
    public override SampleSource Training(Model network)
    {
        learned.RequireDistinctPadding(Data[0], network);
        return learned.Samples(Data[0], network);
    }

    /// <inheritdoc/>
    public override SampleSource Validation(Model network) => learned.Samples(Data[1], network);

    /// <inheritdoc/>
    public override PartEvaluations Evaluate(Ensemble networks, int threads)
    {
        PartEvaluation validation = learned.Judge("validation", Data[1], networks, threads);
        PartEvaluation test = learned.Judge("test", Data[2], networks, threads);
        learned.ChooseOn(validation, test);
        learned.CompareMistakes(test, Data[2], Data[0]);
        return new(validation, test);
    }
}
