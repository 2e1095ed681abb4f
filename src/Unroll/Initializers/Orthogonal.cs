using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Initializers;

/// <summary>
/// A random matrix with orthonormal columns, or orthonormal rows where it is wider than high (Saxe, McClelland and Ganguli 2014), times a
/// gain. Products with it neither grow nor shrink a vector, which keeps gradients alive over many timesteps; Keras' choice for
/// recurrent kernels. The matrix is drawn uniformly: the Q of a Gaussian matrix whose R has a positive diagonal.
/// </summary>
public sealed class Orthogonal : Initializer
{
    private static readonly Setting<Orthogonal, float> _gain =
        new("gain", Kind.Single(), orthogonal => orthogonal.Gain, "Factor of the matrix.") { DefaultValue = 1 };

    internal static Entry<Initializer> Entry { get; } = new(
        "orthogonal", typeof(Orthogonal), "A random matrix with orthonormal columns or rows, times a gain.", [_gain],
        values => new Orthogonal(values.Get(_gain)))
    {
        Example = "orthogonal: {gain: 0.5}",
    };

    /// <summary>Creates the initializer.</summary>
    /// <param name="gain">Factor of the matrix, finite; default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gain"/> is not finite.</exception>
    public Orthogonal(float gain = 1)
    {
        Require.Finite(gain, nameof(gain));
        Gain = gain;
    }

    /// <summary>Factor of the matrix.</summary>
    public float Gain { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="values"/> is not <c>fanIn · fanOut</c> long.</exception>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (values.Length != (long)fanIn * fanOut)
        {
            throw new ArgumentException(
                $"Got {values.Length} values, but an orthogonal matrix of {fanIn} rows and {fanOut} columns needs {(long)fanIn * fanOut}.",
                nameof(values));
        }

        int length = Math.Max(fanIn, fanOut);
        int count = Math.Min(fanIn, fanOut);
        double[][] vectors = OrthonormalVectors(count, length, random);
        bool vectorsAreRows = fanIn <= fanOut;
        for (int vector = 0; vector < count; vector++)
        {
            for (int i = 0; i < length; i++)
            {
                values[vectorsAreRows ? (vector * fanOut) + i : (i * fanOut) + vector] = (float)(Gain * vectors[vector][i]);
            }
        }
    }

    /// <summary>
    /// Gram–Schmidt, modified, each vector orthogonalised twice: "twice is enough" for full precision (Giraud, Langou and Rozložník 2005).
    /// R's diagonal is positive by construction.
    /// </summary>
    private static double[][] OrthonormalVectors(int count, int length, RandomStream random)
    {
        double[][] vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double[] vector = vectors[k] = new double[length];
            double norm;
            do
            {
                for (int i = 0; i < length; i++)
                {
                    vector[i] = random.NextNormal();
                }

                for (int pass = 0; pass < 2; pass++)
                {
                    for (int previous = 0; previous < k; previous++)
                    {
                        FixedOrder.AddScaled(vectors[previous], -FixedOrder.Dot(vectors[previous], vector), vector);
                    }
                }

                norm = Math.Sqrt(FixedOrder.Dot(vector, vector));
            }
            while (norm < 1e-6); // All but impossible: a vector drawn within the span of those before it.

            for (int i = 0; i < length; i++)
            {
                vector[i] /= norm;
            }
        }

        return vectors;
    }
}
