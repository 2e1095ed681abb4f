using System.Globalization;
using System.Text;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training of final networks on all data, once the evaluation is done.</summary>
/// <param name="Histories">The history of each network.</param>
/// <param name="Data">The data: all of them.</param>
public sealed record FinalTraining(IReadOnlyList<History> Histories, PartSummary Data)
{
    /// <summary>The epochs of each network: as many as those of its evaluated networks had whose weights were kept, in the mean.</summary>
    public IReadOnlyList<int> Epochs => [.. Histories.Select(history => history.Epochs.Count)];

    /// <summary>Epochs in words: ", for 28 epochs", or ", for 28, 30 epochs" of two networks; empty of classical models alone.</summary>
    /// <param name="epochs">Those of each network; a classical model has none.</param>
    /// <param name="lead">What stands before the number: ", for ".</param>
    public static string Describe(IReadOnlyList<int> epochs, string lead)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        int[] networks = [.. epochs.Where(count => count > 0)];
        return networks.Length == 0 ? "" : lead + string.Join(
            ", ",
            [
                .. networks[..^1].Select(count => count.ToString(CultureInfo.InvariantCulture)),
                CountFormatter.Format(networks[^1], "epochs"),
            ]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Histories), Histories), (nameof(Data), Data), (nameof(Epochs), Epochs));
}
