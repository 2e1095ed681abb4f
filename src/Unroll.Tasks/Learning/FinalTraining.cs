using System.Globalization;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training of final networks on all data, once the evaluation is done.</summary>
/// <param name="Histories">The history of each network.</param>
/// <param name="Data">The data: all of them.</param>
public sealed record FinalTraining(IReadOnlyList<History> Histories, PartSummary Data)
{
    /// <summary>The epochs of each network: as many as those of its evaluated networks had whose weights were kept, in the mean.</summary>
    public IReadOnlyList<int> Epochs => [.. Histories.Select(history => history.Epochs.Count)];

    /// <summary>Epochs in words: "28 epochs", or "28, 30 epochs" of two networks.</summary>
    /// <param name="epochs">Those of each network, at least one.</param>
    public static string Describe(IReadOnlyList<int> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        string last = CountFormatter.Format(epochs[^1], "epochs");
        return string.Join(", ", [.. epochs.SkipLast(1).Select(count => count.ToString(CultureInfo.InvariantCulture)), last]);
    }
}
