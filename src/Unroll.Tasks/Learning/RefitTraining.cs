using System.Text;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training of networks on training and validation part together, before the test part is evaluated.</summary>
/// <param name="Histories">The history of each network, of walk-forward validation fold after fold.</param>
/// <param name="Data">The two parts as one, of the last fold.</param>
/// <param name="Before">The evaluation of the test part by the networks of the training part alone.</param>
public sealed record RefitTraining(IReadOnlyList<History> Histories, PartSummary Data, PartEvaluation Before)
{
    /// <summary>The epochs of each network: as many as the one before had until the weights that were kept.</summary>
    public IReadOnlyList<int> Epochs => [.. Histories.Select(history => history.Epochs.Count)];

    /// <summary>Data and epochs in words: "3,221 windows of training and validation part, for 10, 12 epochs".</summary>
    public string Summary =>
        $"{CountFormatter.Format(Data.Samples, Data.Unit)} of training and validation part"
        + FinalTraining.Describe(Epochs, ", for ");

    /// <summary>The score of the networks before by the measure that a test is judged by; null where it compares none.</summary>
    /// <param name="test">The evaluation of the test part by the networks of both parts.</param>
    public Score? ScoreBefore(PartEvaluation test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return test.Comparison.Score is { IsScaled: false } score ? Before.Model.FirstOrDefault(own => own.Name == score.Name) : null;
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Histories), Histories), (nameof(Data), Data), (nameof(Before), Before), (nameof(Epochs), Epochs),
        (nameof(Summary), Summary));
}
