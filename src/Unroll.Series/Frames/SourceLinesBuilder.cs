namespace Unroll.Series.Frames;

/// <summary>Gathers the lines of rows as they are read.</summary>
internal sealed class SourceLinesBuilder
{
    /// <summary>Files with more runs have no order that could be kept without much room.</summary>
    private const int MostRuns = 1 << 12;

    private readonly List<LineRun> _runs = [];
    private int _count;
    private bool _isOpen;

    /// <summary>Adds the line of the next row.</summary>
    /// <param name="line">The line, from 1.</param>
    public void Add(long line)
    {
        if (_runs.Count <= MostRuns)
        {
            LineRun last = _count == 0 ? default : _runs[^1];
            if (_isOpen)
            {
                _runs[^1] = last with { Step = line - last.Line };
                _isOpen = false;
            }
            else if (_count == 0 || line != last.Line + ((_count - last.Row) * last.Step))
            {
                _runs.Add(new(_count, line, 0));
                _isOpen = true;
            }
        }

        _count++;
    }

    /// <summary>The lines of all rows; null where there are none, or no order among them.</summary>
    public SourceLines? ToLines() => _count == 0 || _runs.Count > MostRuns ? null : new([.. _runs], 0, _count);
}
