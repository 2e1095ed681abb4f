using System.Globalization;
using System.Text;
using Unroll.Workloads.Reporting;

namespace Unroll.Workloads.Growth;

/// <summary>A run as a table for each series, with the powers by which time and memory grow from line to line.</summary>
internal static class GrowthFormatter
{
    private const double BytesPerMegabyte = 1e6;

    /// <summary>Writes the tables.</summary>
    public static string Of(GrowthRun run)
    {
        var text = new StringBuilder();
        foreach (GrowthAxis axis in run.Points.Select(point => point.Axis).Distinct())
        {
            foreach (GrowthSeries series in axis.Series)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{axis.Label}: {series.Name} ({axis.Fixed}, {run.Threads} threads)");
                var table = new TextTable(axis.Name, "ms", "power", "GFLOP/s", "MB", "power", "counted MB");
                GrowthPoint? last = null;
                foreach (GrowthPoint point in run.Of(axis, series))
                {
                    table.Add(
                        Number($"{point.Value}"),
                        Number($"{point.Times.MedianMs:F3}"),
                        last is null ? "" : Number($"{GrowthRun.Exponent(last, point, each => each.Times.MedianMs):F2}"),
                        Number($"{GrowthTheory.Operations(point.Workload) / point.Times.MedianMs / 1e6:F0}"),
                        Number($"{point.Bytes / BytesPerMegabyte:F2}"),
                        last is null ? "" : Number($"{GrowthRun.Exponent(last, point, each => each.Bytes):F2}"),
                        Number($"{GrowthTheory.Bytes(point.Workload) / BytesPerMegabyte:F2}"));
                    last = point;
                }

                text.Append(table).AppendLine();
            }
        }

        if (run.OtherWork is { } share)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Others used {share:P0} of the processor in the meantime.");
        }

        return text.ToString();
    }

    private static string Number(FormattableString value) => FormattableString.Invariant(value);
}
