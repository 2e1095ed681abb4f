using System.Numerics.Tensors;
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
    /// <summary>Vectors that are made one after another; more are worth the products of whole blocks.</summary>
    private const int MostDrawnSingly = 128;

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
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random) =>
        Fill(values, fanIn, fanOut, random, CancellationToken.None);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="values"/> is not <c>fanIn · fanOut</c> long.</exception>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckLength(values.Length, fanIn, fanOut);
        int length = Math.Max(fanIn, fanOut);
        int count = Math.Min(fanIn, fanOut);
        AlignedBuffer vectors = count <= MostDrawnSingly
            ? DrawSingly(count, length, random)
            : DrawTogether(count, length, random, cancellationToken);
        if (fanIn <= fanOut)
        {
            TensorPrimitives.Multiply(vectors.Span, Gain, values);
            return;
        }

        for (int vector = 0; vector < count; vector++)
        {
            Span<float> column = vectors.Span.Slice(vector * length, length);
            for (int i = 0; i < length; i++)
            {
                values[(i * fanOut) + vector] = Gain * column[i];
            }
        }
    }

    internal override void CheckLength(int length, int fanIn, int fanOut)
    {
        if (length != (long)fanIn * fanOut)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(length, "values")}, but an orthogonal matrix of {CountFormatter.Format(fanIn, "rows")} and "
                + $"{CountFormatter.Format(fanOut, "columns")} needs {(long)fanIn * fanOut}: a bias is no matrix, so give it another "
                + "initializer, such as zeros.");
        }
    }

    /// <summary>
    /// One vector after another in double precision, each orthogonalised twice against those before it: "twice is enough" (Giraud, Langou
    /// and Rozložník 2005). R's diagonal is positive by construction.
    /// </summary>
    private static AlignedBuffer DrawSingly(int count, int length, RandomStream random)
    {
        double[][] vectors = new double[count][];
        AlignedBuffer rows = new(checked(count * length));
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
                rows.Span[(k * length) + i] = (float)vector[i];
            }
        }

        return rows;
    }

    /// <summary>All vectors at once, orthogonalised in blocks by matrix products.</summary>
    private static AlignedBuffer DrawTogether(int count, int length, RandomStream random, CancellationToken cancellationToken)
    {
        AlignedBuffer rows = new(checked(count * length));
        for (int row = 0; row < count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.NextNormals(rows.Span.Slice(row * length, length));
        }

        new BlockGramSchmidt(rows, count, length).Run(cancellationToken);
        return rows;
    }
}
