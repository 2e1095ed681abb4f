namespace Unroll.Series.Frames;

/// <summary>Some stamps in a row: runs with an even step each where there are few runs, else one by one.</summary>
internal sealed class StampChunk
{
    /// <summary>Runs beyond which single stamps take about as much memory and less time.</summary>
    private const int MostRuns = 128;

    private readonly long[] _firsts;
    private readonly long[] _steps;
    private readonly int[]? _starts;

    private StampChunk(long[] firsts, long[] steps, int[]? starts)
    {
        _firsts = firsts;
        _steps = steps;
        _starts = starts;
    }

    /// <summary>Ticks of a stamp.</summary>
    /// <param name="row">From 0 within the chunk.</param>
    public long this[int row]
    {
        get
        {
            if (_starts is null)
            {
                return _firsts[row];
            }

            int run = 0;
            if (_starts.Length > 1)
            {
                run = Array.BinarySearch(_starts, row);
                run = run < 0 ? ~run - 1 : run;
            }

            return _firsts[run] + (_steps[run] * (row - _starts[run]));
        }
    }

    /// <summary>Makes a chunk.</summary>
    /// <param name="ticks">The stamps.</param>
    public static StampChunk Of(ReadOnlySpan<long> ticks)
    {
        List<int> starts = [];
        List<long> steps = [];
        for (int i = 0; i < ticks.Length;)
        {
            if (starts.Count == MostRuns)
            {
                return new(ticks.ToArray(), [], null);
            }

            long step = i + 1 < ticks.Length ? ticks[i + 1] - ticks[i] : 0;
            starts.Add(i);
            steps.Add(step);
            for (i++; i < ticks.Length && ticks[i] - ticks[i - 1] == step; i++)
            {
            }
        }

        long[] firsts = new long[starts.Count];
        for (int run = 0; run < firsts.Length; run++)
        {
            firsts[run] = ticks[starts[run]];
        }

        return new(firsts, [.. steps], [.. starts]);
    }
}
