namespace Unroll.Series.Frames;

/// <summary>The numbers of a column, in memory or in a file that is read run by run.</summary>
internal abstract class ColumnValues
{
    private const int BlockRows = 1024;
    private const int MappedRows = 1 << 14;

    /// <summary>Number of values.</summary>
    public abstract int Length { get; }

    /// <summary>A run of the values, as a view.</summary>
    /// <param name="start">First value.</param>
    /// <param name="count">Values.</param>
    public abstract ColumnValues Slice(int start, int count);

    /// <summary>Copies a run of the values; may be called from several threads at once.</summary>
    /// <param name="start">First value.</param>
    /// <param name="destination">As many as are wanted.</param>
    public abstract void CopyTo(int start, Span<double> destination);

    /// <summary>Copies a run of the values, each rounded to the nearest float; may be called from several threads at once.</summary>
    /// <param name="start">First value.</param>
    /// <param name="destination">As many as are wanted.</param>
    public virtual void CopyTo(int start, Span<float> destination)
    {
        Span<double> block = stackalloc double[Math.Min(BlockRows, destination.Length)];
        for (int done = 0; done < destination.Length; done += block.Length)
        {
            int count = Math.Min(block.Length, destination.Length - done);
            CopyTo(start + done, block[..count]);
            FloatPrecision.Round(block[..count], destination.Slice(done, count));
        }
    }

    /// <summary>All values in memory: the values themselves where they are there as doubles, else a copy.</summary>
    public abstract ReadOnlySpan<double> AsSpan();

    /// <summary>The file that the values are in; null where they are in memory.</summary>
    public virtual ColumnStore? Store => null;

    /// <summary>The values followed by missing ones, stored where these are.</summary>
    /// <param name="steps">How many missing ones.</param>
    public virtual ColumnValues Extend(int steps)
    {
        double[] extended = new double[Length + steps];
        CopyTo(0, extended.AsSpan(0, Length));
        extended.AsSpan(Length).Fill(double.NaN);
        return new MemoryColumn(extended);
    }

    /// <summary>The values put through a function, run by run, kept where these are.</summary>
    /// <param name="transform">Replaces the values of a run.</param>
    public ColumnValues Map(Action<Span<double>> transform)
    {
        if (Store is not { } store)
        {
            double[] values = ToArray();
            transform(values);
            return new MemoryColumn(values);
        }

        double[] block = new double[Math.Min(MappedRows, Length)];
        StoredPiece[] pieces = new StoredPiece[Math.Max(1, (Length + MappedRows - 1) / MappedRows)];
        for (int i = 0; i < pieces.Length; i++)
        {
            int start = i * MappedRows;
            Span<double> run = block.AsSpan(0, Math.Min(MappedRows, Length - start));
            CopyTo(start, run);
            transform(run);
            pieces[i] = store.Keep(start, run);
        }

        return new StoredColumn(store, pieces, Length);
    }

    /// <summary>All values in an array of their own.</summary>
    internal double[] ToArray()
    {
        double[] values = new double[Length];
        CopyTo(0, values);
        return values;
    }

    /// <summary>Refuses rows that the column does not have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They lie outside it.</exception>
    protected void Check(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - start);
    }
}
