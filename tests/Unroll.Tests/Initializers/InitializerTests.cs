using System.Text.Json.Nodes;
using Unroll.Initializers;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tests.Initializers;

public class InitializerTests
{
    private const int FanIn = 120;
    private const int FanOut = 360;

    [Theory]
    [InlineData("glorot-uniform", 2.0 / (FanIn + FanOut))]
    [InlineData("glorot-normal", 2.0 / (FanIn + FanOut))]
    [InlineData("he-uniform", 2.0 / FanIn)]
    [InlineData("he-normal", 2.0 / FanIn)]
    public void Has_the_variance_of_its_paper_and_no_values_beyond_its_bounds(string name, double variance)
    {
        float[] values = Fill(Initializer.Catalogue.Create(name), FanIn, FanOut);
        Assert.Equal(0, values.Average(value => (double)value), 4 * Math.Sqrt(variance / values.Length));
        Assert.Equal(1, values.Average(value => (double)value * value) / variance, 0.03);
        double bound = name.EndsWith("uniform", StringComparison.Ordinal) ? Math.Sqrt(3 * variance) : 2 * Math.Sqrt(variance) / 0.8796256;
        Assert.All(values, value => Assert.InRange(value, -bound - 1e-6, bound + 1e-6));
        Assert.True(values.Max() > 0.95 * bound, "the bounds are not approached");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(40, 160)]
    [InlineData(33, 7)]
    [InlineData(129, 129)]
    [InlineData(150, 600)]
    [InlineData(400, 230)]
    public void An_orthogonal_matrix_has_orthonormal_rows_or_columns_times_the_gain(int rows, int columns)
    {
        float[] values = Fill(new Orthogonal(1.5f), rows, columns);
        int count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int i = 0; i < Math.Max(rows, columns); i++)
                {
                    dot += rows <= columns
                        ? (double)values[(a * columns) + i] * values[(b * columns) + i]
                        : (double)values[(i * columns) + a] * values[(i * columns) + b];
                }

                Assert.Equal(a == b ? 2.25 : 0, dot, count <= 128 ? 1e-6 : 5e-6);
            }
        }
    }

    [Fact]
    public void Orthogonal_matrices_prefer_no_sign()
    {
        // QR without a sign correction would give a first column of one sign only.
        int positive = Enumerable.Range(0, 200).Count(seed => Fill(new Orthogonal(), 3, 3, (ulong)seed)[0] > 0);
        Assert.InRange(positive, 70, 130);
    }

    [Fact]
    public void A_large_orthogonal_matrix_is_the_q_of_its_numbers_with_a_positive_diagonal_of_r()
    {
        const int Count = 130, Length = 170;
        RandomStream random = new(11);
        float[] drawn = new float[Count * Length];
        for (int row = 0; row < Count; row++)
        {
            random.NextNormals(drawn.AsSpan(row * Length, Length));
        }

        // The rows of A = R'·Q: R = Q·A' is triangular, its diagonal positive.
        float[] q = Fill(new Orthogonal(), Count, Length);
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double r = 0;
                for (int i = 0; i < Length; i++)
                {
                    r += (double)q[(a * Length) + i] * drawn[(b * Length) + i];
                }

                Assert.True(a == b ? r > 0.1 : Math.Abs(r) < 1e-4, $"R[{b}, {a}] is {r}");
            }
        }
    }

    [Fact]
    public void A_large_orthogonal_matrix_is_the_same_on_any_number_of_threads()
    {
        float[] alone = Fill(new Orthogonal(), 200, 300);
        foreach (int threads in new[] { 2, 3, 7 })
        {
            using WorkerTeam team = new(threads);
            float[] together = [];
            team.Run(1, _ => together = Fill(new Orthogonal(), 200, 300));
            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void Vectors_that_almost_depend_on_one_another_are_orthonormal_all_the_same()
    {
        const int Count = 120, Length = 120;
        AlignedBuffer vectors = new(Count * Length);
        RandomStream random = new(3);
        random.NextNormals(vectors.Span);
        for (int row = 60; row < Count; row++)
        {
            // Each differs from another one by some rounding errors.
            for (int i = 0; i < Length; i++)
            {
                vectors.Span[(row * Length) + i] = vectors.Span[((row - 60) * Length) + i] + (2e-6f * (float)random.NextNormal());
            }
        }

        new BlockGramSchmidt(vectors, Count, Length).Run(CancellationToken.None);
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int i = 0; i < Length; i++)
                {
                    dot += (double)vectors.Span[(a * Length) + i] * vectors.Span[(b * Length) + i];
                }

                Assert.Equal(a == b ? 1 : 0, dot, 5e-6);
            }
        }
    }

    [Fact]
    public void Normal_numbers_drawn_together_are_normal()
    {
        float[] values = new float[100_001];
        new RandomStream(5).NextNormals(values);
        Assert.Equal(0, values.Average(value => (double)value), 0.015);
        Assert.Equal(1, values.Average(value => (double)value * value), 0.02);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.15);
        Assert.Equal(0.8413, values.Count(value => value < 1) / (double)values.Length, 0.005);
        Assert.Equal(0, values.Zip(values[1..], (a, b) => (double)a * b).Average(), 0.015);
    }

    [Fact]
    public void Orthogonal_says_that_a_bias_is_no_matrix()
    {
        Sequential model = new(new Input(6, 3), new Lstm(4, new LstmOptions { BiasInitializer = new Orthogonal() }));

        Exception exception = Assert.ThrowsAny<Exception>(model.Build);

        Assert.Contains("Got 16 values", exception.Message, StringComparison.Ordinal);
        Assert.Contains("a bias is no matrix, so give it another initializer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orthogonal_refuses_what_is_no_matrix_of_that_size() =>
        Assert.Throws<ArgumentException>(() => new Orthogonal().Fill(new float[5], 2, 3, new RandomStream(1)));

    [Fact]
    public void Random_numbers_have_the_mean_and_spread_asked_for()
    {
        float[] normal = Fill(new RandomNormal(3, 0.5f), FanIn, FanOut);
        Assert.Equal(3, normal.Average(), 0.02);
        Assert.Equal(0.25, normal.Average(value => (value - 3.0) * (value - 3)), 0.01);
        float[] uniform = Fill(new RandomUniform(2, 3), FanIn, FanOut);
        Assert.All(uniform, value => Assert.InRange(value, 2, 3));
        Assert.Equal(2.5, uniform.Average(), 0.01);
    }

    [Fact]
    public void The_same_stream_gives_the_same_values() =>
        Assert.Equal(Fill(new Orthogonal(), 5, 9, 7), Fill(new Orthogonal(), 5, 9, 7));

    [Fact]
    public void Is_made_again_from_name_and_settings()
    {
        Initializer[] all =
        [
            new GlorotUniform(), new GlorotNormal(), new HeUniform(), new HeNormal(), new Orthogonal(1.5f), new Zeros(), new Ones(),
            new Constant(0.3f), new RandomUniform(-1, 2), new RandomNormal(1, 0.1f),
        ];
        foreach (Initializer initializer in all)
        {
            Initializer again = Initializer.Catalogue.Create(Initializer.Catalogue.Write(initializer));
            Assert.Equal(initializer.GetType(), again.GetType());
            Assert.Equal(Fill(initializer, 4, 6), Fill(again, 4, 6));
        }

        Assert.ThrowsAny<InputException>(() => Initializer.Catalogue.Create("lecun"));
        Assert.ThrowsAny<InputException>(
            () => Initializer.Catalogue.Create(JsonNode.Parse("""{"random-uniform": {"minimum": 2, "maximum": 1}}""")!));
    }

    [Fact]
    public void Constants_are_written_everywhere()
    {
        Assert.Equal([0, 0], Fill(new Zeros(), 1, 2));
        Assert.Equal([1, 1], Fill(new Ones(), 1, 2));
        Assert.Equal([0.3f, 0.3f], Fill(new Constant(0.3f), 1, 2));
    }

    private static float[] Fill(Initializer initializer, int fanIn, int fanOut, ulong seed = 11)
    {
        float[] values = new float[fanIn * fanOut];
        values.AsSpan().Fill(float.NaN);
        initializer.Fill(values, fanIn, fanOut, new RandomStream(seed));
        return values;
    }
}
