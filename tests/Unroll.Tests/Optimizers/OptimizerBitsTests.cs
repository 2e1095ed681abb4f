using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

/// <summary>A step gives the same bits on every vector width, and whatever else is trained meanwhile.</summary>
public class OptimizerBitsTests
{
    /// <summary>Whole vectors and the padded rest of a range alike give the bits of one float after the other.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam_gives_the_bits_of_plain_single_precision(bool amsGrad)
    {
        const float Rate = 0.01f;
        for (int length = 1; length <= 67; length++)
        {
            OptimizerState state = new(new Adam(Rate, new() { AmsGrad = amsGrad }), length);
            float[] weights = Normals(length, (ulong)length), expected = [.. weights];
            float[] first = new float[length], second = new float[length], third = new float[length];
            for (int step = 1; step <= 5; step++)
            {
                float[] gradient = Normals(length, (ulong)step);
                state.Apply(weights, gradient);
                float size = (float)(Rate / (1 - Math.Pow(0.9, step))), correction = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, step)));
                for (int i = 0; i < length; i++)
                {
                    first[i] = (0.9f * first[i]) + ((float)(1 - 0.9) * gradient[i]);
                    second[i] = (0.999f * second[i]) + ((float)(1 - 0.999) * gradient[i] * gradient[i]);
                    third[i] = Math.Max(third[i], second[i]);
                    expected[i] -= size * first[i] / ((MathF.Sqrt(amsGrad ? third[i] : second[i]) * correction) + 1e-8f);
                }

                Assert.Equal(expected, weights);
            }
        }
    }

    public static TheoryData<string> Others => ["rate", "decays", "adamw", "nadam"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Steps_of_two_networks_in_turns_give_the_bits_of_each_alone(string other)
    {
        const int Length = 5, Steps = 4;
        float[] first = Normals(Length, 1), second = Normals(Length, 2);
        float[] firstAlone = [.. first], secondAlone = [.. second];
        OptimizerState firstState = new(new Adam(0.1f), Length), secondState = new(Other(), Length);
        for (int step = 1; step <= Steps; step++)
        {
            firstState.Apply(first, Normals(Length, (ulong)step));
            secondState.Apply(second, Normals(Length, (ulong)step));
        }

        (firstState, secondState) = (new(new Adam(0.1f), Length), new(Other(), Length));
        for (int step = 1; step <= Steps; step++)
        {
            firstState.Apply(firstAlone, Normals(Length, (ulong)step));
        }

        for (int step = 1; step <= Steps; step++)
        {
            secondState.Apply(secondAlone, Normals(Length, (ulong)step));
        }

        Assert.Equal(firstAlone, first);
        Assert.Equal(secondAlone, second);

        Optimizer Other() => other switch
        {
            "rate" => new Adam(0.02f),
            "decays" => new Adam(0.1f, new() { Beta1 = 0.8f, Beta2 = 0.99f }),
            "adamw" => new AdamW(0.1f, 0.05f, new() { Beta2 = 0.99f }),
            _ => new Nadam(0.1f),
        };
    }

    private static float[] Normals(int length, ulong seed)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
    }
}
