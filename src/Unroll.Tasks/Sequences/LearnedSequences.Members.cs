using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <content>Members of an ensemble of recipes, each of which prepares the same series in its own way.</content>
public abstract partial class LearnedSequences
{
    /// <summary>The average of the predictions of an ensemble's members; a task whose numbers belong together overrides it.</summary>
    /// <param name="networks">The ensemble.</param>
    /// <param name="predictions">The prediction of each member for a series.</param>
    protected virtual double[] Average(Ensemble networks, IReadOnlyList<double[]> predictions)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return networks.Average(predictions);
    }

    /// <summary>Refuses members of an ensemble that predict other numbers than this one.</summary>
    /// <param name="members">All of them, this one first.</param>
    /// <exception cref="InputException">A member does.</exception>
    internal void CheckMembers(IReadOnlyList<LearnedSequences> members)
    {
        if (members.FirstOrDefault(member => member.PredictedNumbers != PredictedNumbers) is { } other)
        {
            throw other.Recipe.Error(
                "train.loss", $"this member predicts {other.PredictedNumbers} of a series, but the first one {PredictedNumbers}. Give all "
                + "members a loss of the same numbers.");
        }
    }

    /// <summary>The numbers of a prediction in words, alike for members that can be averaged.</summary>
    private protected virtual string PredictedNumbers => CountFormatter.Format(PredictionWidth, "numbers");

    private protected static IReadOnlyList<double[]>[] OfMembers(SequenceData data, Ensemble networks, int threads) =>
    [
        .. networks.Members.Select(member =>
        {
            LearnedSequences own = (LearnedSequences)member.Learned;
            return own.Predictions(own.Prepare(data with { Series = data.Source! }), member.Networks, threads);
        }),
    ];

    private protected double[][] Averaged(Ensemble networks, IReadOnlyList<double[]>[] each) =>
        [.. Enumerable.Range(0, each[0].Count).Select(series => Average(networks, [.. each.Select(own => own[series])]))];
}
