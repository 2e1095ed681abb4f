using System.Collections;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The forecasts of a target, by window and then by step, each made from columns when it is asked for. Sums over many of them go through
/// <see cref="Columns"/>, window by window.
/// </summary>
internal sealed class PredictionList : IReadOnlyList<Prediction>
{
    private readonly int[] _before;

    /// <summary>The forecasts of parts that follow one another: one, or a test for each fold.</summary>
    /// <param name="columns">The columns of each, all of the same horizon.</param>
    public PredictionList(IReadOnlyList<ForecastColumns> columns)
    {
        Columns = columns;
        _before = new int[columns.Count + 1];
        for (int i = 0; i < columns.Count; i++)
        {
            _before[i + 1] = checked(_before[i] + (columns[i].Windows * columns[i].Horizon));
        }
    }

    /// <summary>The columns of each part.</summary>
    public IReadOnlyList<ForecastColumns> Columns { get; }

    /// <summary>Number of windows.</summary>
    public int Windows => Columns.Sum(part => part.Windows);

    /// <inheritdoc/>
    public int Count => _before[^1];

    /// <inheritdoc/>
    public Prediction this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int part = 0;
            while (index >= _before[part + 1])
            {
                part++;
            }

            (int window, int step) = Math.DivRem(index - _before[part], Columns[part].Horizon);
            return Columns[part][window, step];
        }
    }

    /// <summary>A step of each window.</summary>
    /// <param name="step">The step, from 0.</param>
    public IEnumerable<Prediction> OfStep(int step) =>
        Columns.SelectMany(part => Enumerable.Range(0, part.Windows).Select(window => part[window, step]));

    /// <summary>Every so many windows, all their steps: of the first one, and of those that far apart.</summary>
    /// <param name="stride">Windows from one to the next, at least 1.</param>
    public IEnumerable<Prediction> Every(int stride)
    {
        int number = 0;
        foreach (ForecastColumns part in Columns)
        {
            for (int window = 0; window < part.Windows; window++, number++)
            {
                for (int step = 0; step < part.Horizon && number % stride == 0; step++)
                {
                    yield return part[window, step];
                }
            }
        }
    }

    /// <summary>The number of forecasts that <see cref="Every"/> gives.</summary>
    /// <param name="stride">Windows from one to the next, at least 1.</param>
    public long CountEvery(int stride) => Columns.Count == 0 ? 0 : (Windows + stride - 1L) / stride * Columns[0].Horizon;

    /// <inheritdoc/>
    public IEnumerator<Prediction> GetEnumerator() => Every(1).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
