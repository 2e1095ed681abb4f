using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Running;

/// <summary>A hash of a run's data, wherever they were read, so that a run does not resume with other data than it began with.</summary>
internal static class DataFingerprint
{
    private const int BlockRows = 8192;

    /// <summary>The SHA-256 of series: their columns, stamps, values, static covariates and classes.</summary>
    /// <param name="data">The data.</param>
    public static string Of(TaskData data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SeriesSet set in data.Sets)
        {
            Add(hash, set);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, SeriesSet set)
    {
        Add(hash, [.. set.ColumnNames, "", .. set.StaticNames, "", .. set.ClassNames]);
        foreach (SeriesItem item in set.Items)
        {
            Add(hash, [item.Id]);
            Add(hash,
                [item.Frame.RowCount, item.Class ?? -1, .. item.StaticCovariates.Select(BitConverter.DoubleToInt64Bits),
                    BitConverter.DoubleToInt64Bits(item.Value ?? double.NaN)]);
            Add(hash, item.Frame);
        }
    }

    private static void Add(IncrementalHash hash, Frame frame)
    {
        long[] stamps = new long[BlockRows];
        double[] values = new double[BlockRows];
        Add(hash, frame.ColumnNames.SelectMany(column => frame.Categories(column) ?? []));
        for (int start = 0; start < frame.RowCount; start += BlockRows)
        {
            int rows = Math.Min(BlockRows, frame.RowCount - start);
            for (int i = 0; i < rows; i++)
            {
                stamps[i] = frame.Time[start + i].Ticks;
            }

            hash.AppendData(MemoryMarshal.AsBytes(stamps.AsSpan(0, rows)));
            foreach (string column in frame.ColumnNames)
            {
                frame.CopyColumn(column, start, values.AsSpan(0, rows));
                hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan(0, rows)));
            }
        }
    }

    private static void Add(IncrementalHash hash, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<long> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
