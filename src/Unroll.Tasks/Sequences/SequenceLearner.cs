using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Sequences;

/// <summary>A learner of a task on whole series.</summary>
/// <typeparam name="TSelf">The learner's own type.</typeparam>
/// <typeparam name="TPrediction">Its predictions.</typeparam>
/// <typeparam name="TEvaluation">Its evaluations.</typeparam>
public abstract class SequenceLearner<TSelf, TPrediction, TEvaluation> : TaskLearner<TSelf, TPrediction, TEvaluation>
    where TSelf : SequenceLearner<TSelf, TPrediction, TEvaluation>
    where TEvaluation : PartEvaluation
{
    private protected SequenceLearner(Recipe recipe, ulong? seed)
        : base(recipe, seed)
    {
    }

    private protected SequenceLearner(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Steps of a sequence, padding included.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    public int SequenceLength => ((LearnedSequences)Learned).SequenceLength;

    /// <summary>Sets the input columns; all numbers unless they are set.</summary>
    /// <param name="columns">Their names.</param>
    /// <exception cref="InputException">A column is the target or the class, or stands twice.</exception>
    public TSelf Channels(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { Channels = columns } });

    /// <summary>Sets how series of unequal length become sequences of one length; padded to the longest unless it is set.</summary>
    /// <param name="sequence">Length, padding and truncation.</param>
    public TSelf Sequence(SequenceRecipe sequence) => With(recipe => recipe.With(SequenceTask.Sequence, sequence));
}
