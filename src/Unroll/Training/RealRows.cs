using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Training;

/// <summary>
/// The timesteps of rows that have a weight, copied close together, so that what follows need not compute padding: some at a time, in
/// their order.
/// </summary>
/// <param name="most">The most at a time.</param>
/// <param name="features">Features of what is copied.</param>
/// <param name="training">Whether gradients go back.</param>
internal sealed class RealRows(int most, int features, bool training)
{
    private readonly int[] _places = new int[most];
    private readonly float[] _weights = new float[most];
    private readonly AlignedBuffer _hidden = new(most * features);
    private readonly AlignedBuffer _gradient = new(training ? most * features : 0);
    private AlignedBuffer _target = new(most);
    private int _targetFeatures = 1;
    private int _count;

    /// <summary>The copied timesteps, one row's after the other.</summary>
    public TimeMajorSpan Hidden => new(_hidden.Span, _count, 1, features);

    /// <summary>Its gradient.</summary>
    public TimeMajorSpan HiddenGradient => new(_gradient.Span, _count, 1, features);

    /// <summary>The targets.</summary>
    public TimeMajorSpan Target => new(_target.Span, _count, 1, _targetFeatures);

    /// <summary>The weights.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _count);

    /// <summary>Copies the next ones.</summary>
    /// <param name="next">Where to go on, timesteps and rows counted as they lie; 0 to begin.</param>
    /// <param name="hidden">What to copy.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each timestep and row.</param>
    /// <returns>Whether there were any.</returns>
    public bool Gather(ref int next, TimeMajorSpan hidden, TimeMajorSpan target, ReadOnlySpan<float> weights)
    {
        if (_targetFeatures != target.Features)
        {
            _targetFeatures = target.Features;
            _target = new AlignedBuffer(most * _targetFeatures);
        }

        for (_count = 0; next < weights.Length && _count < most; next++)
        {
            if (weights[next] == 0)
            {
                continue;
            }

            hidden.Values.Slice(next * features, features).CopyTo(_hidden.Span[(_count * features)..]);
            target.Values.Slice(next * _targetFeatures, _targetFeatures).CopyTo(_target.Span[(_count * _targetFeatures)..]);
            _weights[_count] = weights[next];
            _places[_count++] = next;
        }

        return _count > 0;
    }

    /// <summary>Copies the gradient back to where its rows came from.</summary>
    public void Scatter(TimeMajorSpan gradient)
    {
        for (int i = 0; i < _count; i++)
        {
            _gradient.Span.Slice(i * features, features).CopyTo(gradient.Values[(_places[i] * features)..]);
        }
    }
}
