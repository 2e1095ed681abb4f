using Unroll.Data;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Samples for a decoder: their last input is, for each row of the horizon, the targets of the row before. In training these are the true
/// ones (teacher forcing), or by chance the network's own (scheduled sampling, Bengio et al. 2015); in use its own.
/// </summary>
/// <param name="samples">The samples, with their targets.</param>
/// <param name="windows">The windows that they are of.</param>
internal sealed class PreviousRows(SampleSource samples, SeriesWindows windows) : WrappedSource(samples)
{
    private readonly int _horizon = windows.Layout.Horizon;
    private readonly int _targets = windows.Columns.Targets.Count;
    private readonly int[] _places = [.. windows.Columns.Targets.Select(target => windows.Columns.Past.ToList().IndexOf(target))];

    /// <summary>The network's own forecasts, a row of targets for each step of each window; null where it has none yet.</summary>
    public float[]? Own { get; set; }

    /// <summary>The share of rows that are the network's own: 0 in training without scheduled sampling, 1 in use.</summary>
    public double OwnShare { get; set; }

    /// <summary>Seed of which rows are the network's own.</summary>
    public ulong Seed { get; set; }

    public override int InputCount => Source.InputCount + 1;

    public override Shape GetInputShape(int input) =>
        input == Source.InputCount ? Shape.Sequence(_horizon, _targets) : Source.GetInputShape(input);

    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (input < Source.InputCount)
        {
            Source.CopyInputs(input, samples, destination);
            return;
        }

        CopyLast(samples, destination);
        float[] truth = OwnShare < 1 ? new float[samples.Length * _horizon * _targets] : [];
        if (OwnShare < 1)
        {
            windows.CopyTargets(samples, new TimeMajorSpan(truth, 1, samples.Length, _horizon * _targets));
        }

        for (int row = 0; row < samples.Length; row++)
        {
            RandomStream random = new(Seed, (ulong)samples[row]);
            for (int step = 1; step < _horizon; step++)
            {
                bool isOwn = Own is not null && (OwnShare >= 1 || (OwnShare > 0 && random.NextDouble() < OwnShare));
                (float[] values, int of) = isOwn ? (Own!, samples[row]) : (truth, row);
                values.AsSpan(((of * _horizon) + step - 1) * _targets, _targets).CopyTo(destination.At(step, row));
            }
        }
    }

    /// <summary>The first row goes on from the last one that is known.</summary>
    private void CopyLast(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Shape input = windows.InputShape;
        float[] values = new float[samples.Length * input.Timesteps * input.Features];
        TimeMajorSpan seen = new(values, input.Timesteps, samples.Length, input.Features);
        windows.CopyInputs(0, samples, seen);
        for (int row = 0; row < samples.Length; row++)
        {
            for (int target = 0; target < _targets; target++)
            {
                destination.At(0, row)[target] = seen.At(input.Timesteps - 1, row)[_places[target]];
            }
        }
    }
}
