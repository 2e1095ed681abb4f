using Unroll.Data;

namespace Unroll.Tests.Contracts;

/// <summary>Sequences with one target vector each.</summary>
internal sealed class ArraySource(float[,,] inputs, float[,] targets) : SampleSource
{
    public override int Count => inputs.GetLength(0);

    public override Shape InputShape => Shape.Sequence(inputs.GetLength(1), inputs.GetLength(2));

    public override Shape TargetShape => Shape.Vector(targets.GetLength(1));

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        for (int t = 0; t < destination.Timesteps; t++)
        {
            for (int row = 0; row < samples.Length; row++)
            {
                Span<float> step = destination.At(t, row);
                for (int feature = 0; feature < step.Length; feature++)
                {
                    step[feature] = inputs[samples[row], t, feature];
                }
            }
        }
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            Span<float> target = destination.At(0, row);
            for (int feature = 0; feature < target.Length; feature++)
            {
                target[feature] = targets[samples[row], feature];
            }
        }
    }
}
