using System.Text;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Reporting;

namespace Unroll.Workloads.Throughput;

/// <summary>A run as a table for each part.</summary>
internal static class DataRunFormatter
{
    /// <summary>Writes the tables.</summary>
    public static string Of(DataRun run)
    {
        var text = new StringBuilder();
        text.AppendLine(Number($"{run.Machine.Processor}, {run.Machine.Cores} cores, {run.Machine.Runtime}"));
        if (run.PeerVersions.Count > 0)
        {
            text.AppendLine(string.Join(", ", run.PeerVersions.Select(peer => $"{PeerNames.Title(peer.Key)} {peer.Value}")));
        }

        foreach (IGrouping<string, DataResult> part in run.Parts)
        {
            bool waits = part.Any(result => result.WaitingShare is not null),
                compares = part.Any(result => result.Task.Library != part.First().Task.Library);
            string[] units = [.. part.First().Task.Amounts.Select(amount => amount.Unit + "/s")];
            var table = new TextTable(
                [part.Key, "s", "least s", .. units, .. compares ? (string[])["ratio"] : [], .. waits ? (string[])["waiting"] : []]);
            foreach (DataResult result in part)
            {
                table.Add([
                    result.Task.Name,
                    Number($"{result.Seconds:F3}"),
                    Number($"{result.LeastSeconds:F3}"),
                    .. result.Rates.Select(rate => Number($"{ResultRow.Round(rate.Count):#,0}")),
                    .. compares ? (string[])[Number($"{run.Ratio(result):F2}x")] : [],
                    .. waits ? (string[])[Number($"{100 * result.WaitingShare:F2} %")] : []]);
            }

            text.AppendLine().Append(table);
        }

        if (run.OtherWork is { } share)
        {
            text.AppendLine().AppendLine(Number($"Others used {100 * share:F0} % of the processor in the meantime."));
        }

        return text.ToString();
    }

    private static string Number(FormattableString value) => FormattableString.Invariant(value);
}
