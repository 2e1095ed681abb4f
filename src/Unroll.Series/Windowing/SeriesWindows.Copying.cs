using System.Buffers;
using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <content>The values of windows, written into a network's buffers.</content>
public sealed partial class SeriesWindows
{
    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (input == 0)
        {
            CopyInputs(samples, destination);
        }
        else if (IsFutureInput(input))
        {
            CopyFuture(samples, destination);
        }
        else
        {
            for (int row = 0; row < samples.Length; row++)
            {
                _series[Locate(samples[row]).Series].StaticCovariates.CopyTo(destination.At(0, row));
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int length = _layout.Length;
        (int past, int future) = (_columns.Past.Count, _columns.FutureCovariates.Count);
        float[] rented = ArrayPool<float>.Shared.Rent(checked((past + future + 1) * length));
        Span<float> pastValues = rented.AsSpan(0, past * length);
        Span<float> futureRows = rented.AsSpan(past * length, future * length);
        Span<float> column = rented.AsSpan((past + future) * length, length);
        for (int row = 0; row < samples.Length; row++)
        {
            (int index, int window) = Locate(samples[row]);
            SeriesOrigins series = _series[index];
            int first = series.Origin(window) + _ahead - length + 1;
            series.CopyPast(first, length, pastValues);
            series.CopyFutureCovariates(first + _layout.Gap + 1, column, futureRows);

            if (past == 1 && destination.Features == 1)
            {
                // One number a step, the commonest window: nothing to gather.
                SeriesOrigins.Scatter(pastValues, destination.Values, row, destination.Rows);
                continue;
            }

            for (int step = 0; step < length; step++)
            {
                Span<float> features = destination.At(step, row);
                if (series.HasPastInRows)
                {
                    pastValues.Slice(step * past, past).CopyTo(features);
                }
                else
                {
                    Gather(pastValues, step, length, features[..past]);
                }

                futureRows.Slice(step * future, future).CopyTo(features[past..]);
                if (_staticCovariatesInSteps > 0)
                {
                    series.StaticCovariates.CopyTo(features[^_staticCovariatesInSteps..]);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The window is that of a forecast, which has no targets.</exception>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        (int horizon, int targets) = (_layout.Horizon, _columns.Targets.Count);
        float[] rented = ArrayPool<float>.Shared.Rent(horizon);
        Span<float> column = rented.AsSpan(0, horizon);
        for (int row = 0; row < samples.Length; row++)
        {
            (int index, int window) = Locate(samples[row]);
            SeriesOrigins series = _series[index];
            if (series.Targets.Length == 0)
            {
                throw new InvalidOperationException("The window of a forecast has no targets: it can be predicted from, not learned.");
            }

            int first = series.Origin(window) + _ahead + _layout.Gap + 1;
            for (int j = 0; j < targets; j++)
            {
                SeriesOrigins.Scatter(ColumnRun.Read(series.Targets[j], first, column), destination.At(0, row), j, targets);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private bool IsFutureInput(int input) => input == 1 && HasFutureInput;

    /// <summary>Writes the future covariates of the rows of the horizon.</summary>
    private void CopyFuture(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        (int horizon, int future) = (_layout.Horizon, _columns.FutureCovariates.Count);
        float[] rented = ArrayPool<float>.Shared.Rent(checked((future + 1) * horizon));
        Span<float> rows = rented.AsSpan(0, future * horizon);
        Span<float> column = rented.AsSpan(future * horizon, horizon);
        for (int row = 0; row < samples.Length; row++)
        {
            (int index, int window) = Locate(samples[row]);
            SeriesOrigins series = _series[index];
            series.CopyFutureCovariates(series.Origin(window) + _ahead + _layout.Gap + 1, column, rows);
            for (int step = 0; step < horizon; step++)
            {
                rows.Slice(step * future, future).CopyTo(destination.At(step, row));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>One value of each column of a table that holds column after column.</summary>
    private static void Gather(ReadOnlySpan<float> table, int at, int columnLength, Span<float> destination)
    {
        for (int j = 0; j < destination.Length; j++, at += columnLength)
        {
            destination[j] = table[at];
        }
    }
}
