namespace Unroll.Analysis.Estimators;

/// <summary>
/// A series at the nine places of a dilated kernel: what all 84 kernels of MiniRocket add up, computed once. Outside the series there are
/// zeros.
/// </summary>
internal sealed class ShiftedSeries
{
    private const int KernelLength = 9;
    private readonly float[][] _sums;
    private readonly float[][] _shifted;

    /// <summary>Shifts a series.</summary>
    /// <param name="row">The series, the channels of each step in turn.</param>
    /// <param name="channels">Channels of a step.</param>
    /// <param name="dilation">Steps between the weights of a kernel.</param>
    public ShiftedSeries(double[] row, int channels, int dilation)
    {
        int steps = row.Length / channels;
        (_sums, _shifted) = (new float[channels][], new float[channels * KernelLength][]);
        for (int channel = 0; channel < channels; channel++)
        {
            float[] sum = _sums[channel] = new float[steps];
            for (int place = 0; place < KernelLength; place++)
            {
                float[] shifted = _shifted[(channel * KernelLength) + place] = new float[steps];
                int offset = (place - (KernelLength / 2)) * dilation;
                for (int t = Math.Max(0, -offset); t < Math.Min(steps, steps - offset); t++)
                {
                    float value = (float)row[((t + offset) * channels) + channel];
                    shifted[t] = 3 * value;
                    sum[t] -= value;
                }
            }
        }
    }

    /// <summary>The convolution of a channel with nine weights of −1.</summary>
    public ReadOnlySpan<float> Sum(int channel) => _sums[channel];

    /// <summary>Three times a channel, as a weight of the kernel sees it: what turns −1 at that place into 2.</summary>
    public ReadOnlySpan<float> At(int channel, int place) => _shifted[(channel * KernelLength) + place];
}
