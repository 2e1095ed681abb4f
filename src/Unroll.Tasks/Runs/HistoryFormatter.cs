using System.Globalization;
using System.Text;
using Unroll.Formats;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The text of <c>history.csv</c>: a line an epoch, in the columns of <see cref="CsvLogger"/>; of several networks, the first column is
/// the number of the network, from 1.
/// </summary>
internal static class HistoryFormatter
{
    /// <summary>The text.</summary>
    /// <param name="histories">The history of each network.</param>
    public static string ToCsv(IReadOnlyList<History> histories)
    {
        bool several = histories.Count > 1;
        string[] metrics = [
            .. histories.SelectMany(history => history.Epochs).SelectMany(epoch => epoch.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        StringBuilder text = new(several ? "network,epoch,loss,val_loss," : "epoch,loss,val_loss,");
        foreach (string metric in metrics)
        {
            text.Append(CsvCellFormatter.Format(metric)).Append(',');
        }

        text.Append("learning_rate,seconds\n");
        for (int network = 0; network < histories.Count; network++)
        {
            foreach (EpochRecord epoch in histories[network].Epochs)
            {
                if (several)
                {
                    text.Append(network + 1).Append(',');
                }

                text.Append(epoch.Epoch).Append(',').Append(Show(epoch.Loss)).Append(',').Append(Show(epoch.ValidationLoss ?? double.NaN))
                    .Append(',');
                foreach (string metric in metrics)
                {
                    text.Append(Show(epoch.Metrics.GetValueOrDefault(metric, double.NaN))).Append(',');
                }

                text.Append(((float)epoch.LearningRate).ToString(CultureInfo.InvariantCulture)).Append(',');
                text.Append(epoch.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Show(double value) => double.IsFinite(value) ? value.ToString("G9", CultureInfo.InvariantCulture) : "";
}
