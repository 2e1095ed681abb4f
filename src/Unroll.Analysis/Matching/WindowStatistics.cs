using System.Numerics;

namespace Unroll.Analysis.Matching;

/// <summary>The windows of a series: their means and norms, computed afresh for each, and which have none.</summary>
internal sealed class WindowStatistics
{
    /// <summary>Computes them.</summary>
    /// <param name="values">The series; missing and infinite values make the windows that hold them void.</param>
    /// <param name="window">Rows of a window.</param>
    public WindowStatistics(ReadOnlySpan<double> values, int window)
    {
        (Window, Count) = (window, values.Length - window + 1);
        Values = Centered(values);
        (Means, Norms, InverseNorms) = (new double[Count], new double[Count], new double[Count]);
        (IsVoid, IsConstant) = (new bool[Count], new bool[Count]);
        FindVoidAndConstant(values);
        Workers.For(Count, row => (Means[row], Norms[row]) = Moments(Values.AsSpan(row, window)));
        (Differences, Deviations) = (new double[Count], new double[Count]);
        for (int row = 0; row < Count; row++)
        {
            IsConstant[row] |= !IsVoid[row] && Norms[row] == 0;
            InverseNorms[row] = IsVoid[row] || IsConstant[row] ? double.NaN : 1 / Norms[row];
            if (row > 0)
            {
                (double leaves, double enters) = (Values[row - 1], Values[row + window - 1]);
                Differences[row] = (enters - leaves) / 2;
                Deviations[row] = enters - Means[row] + (leaves - Means[row - 1]);
            }
        }
    }

    /// <summary>Rows of a window.</summary>
    public int Window { get; }

    /// <summary>The number of windows.</summary>
    public int Count { get; }

    /// <summary>The series, moved and scaled, which no correlation feels: its mean is 0, its largest value about 1.</summary>
    public double[] Values { get; }

    /// <summary>Means of the windows of <see cref="Values"/>.</summary>
    public double[] Means { get; }

    /// <summary>Norms of the deviations from the mean.</summary>
    public double[] Norms { get; }

    /// <summary>Their inverses; NaN of windows that are void or constant.</summary>
    public double[] InverseNorms { get; }

    /// <summary>Half the difference of the value that enters with a window and the one that leaves; 0 of the first window.</summary>
    public double[] Differences { get; }

    /// <summary>The sum of both values' deviations from the means of their windows; 0 of the first window.</summary>
    public double[] Deviations { get; }

    /// <summary>Whether a window has a value that is missing or infinite.</summary>
    public bool[] IsVoid { get; }

    /// <summary>Whether all values of a window are the same.</summary>
    public bool[] IsConstant { get; }

    /// <summary>The distance of two windows after each is brought to mean 0 and variance 1.</summary>
    /// <param name="left">A window that is neither void nor constant.</param>
    /// <param name="right">Another.</param>
    public double Distance(int left, int right)
    {
        // The sum of squared differences: where windows are alike, 2·m·(1 − correlation) would be what rounding leaves.
        ReadOnlySpan<double> a = Values.AsSpan(left, Window), b = Values.AsSpan(right, Window);
        (double meanA, double meanB, double normA, double normB) = (Means[left], Means[right], Norms[left], Norms[right]);
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            double difference = ((a[k] - meanA) / normA) - ((b[k] - meanB) / normB);
            sum += difference * difference;
        }

        return Math.Sqrt(Window * sum);
    }

    private static double[] Centered(ReadOnlySpan<double> values)
    {
        double first = 0, largest = 0, sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                first = count == 0 ? value : first;
                count++;
                sum += (value - sum) / count;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        // A power of two, so that no digit is lost; a missing value is the one before, so that nothing jumps.
        int exponent = largest > 0 ? -Math.ILogB(largest) - 1 : 0;
        double[] centred = new double[values.Length];
        double mean = Math.ScaleB(sum, exponent), last = Math.ScaleB(first, exponent) - mean;
        for (int row = 0; row < centred.Length; row++)
        {
            last = centred[row] = double.IsFinite(values[row]) ? Math.ScaleB(values[row], exponent) - mean : last;
        }

        return centred;
    }

    private void FindVoidAndConstant(ReadOnlySpan<double> values)
    {
        int missing = -1, change = 0;
        for (int row = 0; row < values.Length; row++)
        {
            missing = double.IsFinite(values[row]) ? missing : row;
            change = row > 0 && values[row] != values[row - 1] ? row : change;
            int start = row - Window + 1;
            if (start >= 0)
            {
                (IsVoid[start], IsConstant[start]) = (missing >= start, missing < start && change <= start);
            }
        }
    }

    private static (double Mean, double Norm) Moments(ReadOnlySpan<double> values)
    {
        double mean = System.Numerics.Tensors.TensorPrimitives.Sum(values) / values.Length;
        Vector<double> middle = new(mean), sums = Vector<double>.Zero, squares = Vector<double>.Zero;
        int at = 0;
        for (; at <= values.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            Vector<double> deviation = new Vector<double>(values[at..]) - middle;
            sums += deviation;
            squares += deviation * deviation;
        }

        double sum = Vector.Sum(sums), square = Vector.Sum(squares);
        for (; at < values.Length; at++)
        {
            double deviation = values[at] - mean;
            sum += deviation;
            square += deviation * deviation;
        }

        // What the first mean is off by rounding is taken from both.
        double off = sum / values.Length;
        return (mean + off, Math.Sqrt(Math.Max(0, square - (values.Length * off * off))));
    }
}
