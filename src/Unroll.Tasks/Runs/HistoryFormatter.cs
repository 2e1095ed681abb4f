using System.Globalization;
using System.Text;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The text of <c>history.csv</c>: a line an epoch, in the columns of <see cref="EpochCsvFormatter"/>; of several networks, the first
/// column is the number of the network, from 1.
/// </summary>
internal static class HistoryFormatter
{
    /// <summary>The text.</summary>
    /// <param name="histories">The history of each network.</param>
    public static string ToCsv(IReadOnlyList<History> histories)
    {
        EpochRecord[] epochs = [.. histories.SelectMany(history => history.Epochs)];
        EpochCsvFormatter formatter = new(
            epochs.Any(epoch => epoch.ValidationLoss is not null),
            [.. epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct(StringComparer.Ordinal)]);
        bool several = histories.Count > 1;
        StringBuilder text = new();
        text.Append(several ? "network," : "").Append(formatter.Header).Append('\n');
        for (int network = 0; network < histories.Count; network++)
        {
            string place = several ? string.Create(CultureInfo.InvariantCulture, $"{network + 1},") : "";
            foreach (EpochRecord epoch in histories[network].Epochs)
            {
                text.Append(place).Append(formatter.Format(epoch)).Append('\n');
            }
        }

        return text.ToString();
    }
}
