using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>Fit, Evaluate, Predict and Predictor take the same kinds of inputs and targets, and give the same numbers.</summary>
public sealed class SamplesTests
{
    private const int Rows = 12;
    private const int Timesteps = 5;
    private const int Features = 3;
    private static readonly FitOptions _options = new() { Epochs = 3, BatchSize = 5 };

    private static float At(int row, int t, int feature) => MathF.Sin((0.7f * row) + (1.3f * t) + feature);

    private static float[,,] Sequences()
    {
        float[,,] x = new float[Rows, Timesteps, Features];
        for (int i = 0; i < x.Length; i++)
        {
            (int row, int t, int feature) = (i / (Timesteps * Features), i / Features % Timesteps, i % Features);
            x[row, t, feature] = At(row, t, feature);
        }

        return x;
    }

    private static float[][][] Jagged(Func<int, int> length) => [.. Enumerable.Range(0, Rows).Select(row =>
        Enumerable.Range(0, length(row)).Select(t => new[] { At(row, t, 0), At(row, t, 1), At(row, t, 2) }).ToArray())];

    private static float[][,] Ragged(Func<int, int> length) => [.. Jagged(length).Select(Matrix)];

    private static float[,] Matrix(float[][] rows)
    {
        float[,] matrix = new float[rows.Length, rows[0].Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i / rows[0].Length, i % rows[0].Length] = rows[i / rows[0].Length][i % rows[0].Length];
        }

        return matrix;
    }

    private static float[] Numbers() => [.. Enumerable.Range(0, Rows).Select(i => MathF.Cos(i))];

    private static Tensor<float> Tensor(Array values, params nint[] lengths) =>
        System.Numerics.Tensors.Tensor.Create(values.Cast<float>().ToArray(), lengths);

    private static Sequential Memory()
    {
        var model = new Sequential(new Input(Shape.AnyLength, Features), new Lstm(4), new Dense(1)) { Seed = 4 };
        model.Compile(new Adam(0.02f), new MeanSquaredError(), new MeanAbsoluteError());
        return model;
    }

    private static Sequential Vectors(int outputs = 1)
    {
        var model = new Sequential(new Input(Features), new Dense(outputs)) { Seed = 4 };
        model.Compile(new Adam(0.02f), new MeanSquaredError());
        return model;
    }

    /// <summary>Trains, evaluates and predicts in each way.</summary>
    private static void Agree(Func<Sequential> create, double tolerance, params (Samples X, Samples Y)[] ways)
    {
        float[]? expected = null;
        double loss = 0;
        foreach ((Samples x, Samples y) in ways)
        {
            Sequential model = create();
            model.Fit(x, y, _options);
            EvaluationResult evaluation = model.Evaluate(x, y);
            float[] predictions = [.. model.Predict(x)];
            using var predictor = new Predictor(model);

            expected ??= predictions;
            loss = loss == 0 ? evaluation.Loss : loss;
            Near(expected, predictions, tolerance);
            Near(expected, [.. predictor.Predict(x)], tolerance);
            Near(expected, [.. model.PredictAll(x)[0]], tolerance);
            Assert.Equal(loss, evaluation.Loss, tolerance);
            Sequential source = create();
            source.Fit(new ArraySource(x, y), _options);
            Assert.Equal(predictions, source.Predict(new ArraySource(x)).ToArray());
            Assert.Equal(evaluation.Loss, source.Evaluate(new ArraySource([x], [y])).Loss);
        }
    }

    private static void Near(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static void Refuses(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    [Fact]
    public void All_kinds_of_sequences_give_the_same()
    {
        float[,,] x = Sequences();
        float[] y = Numbers();
        float[,] column = Matrix([.. y.Select(value => new[] { value })]);
        Agree(
            Memory,
            1e-6,
            (x, column),
            (x, y),
            (x, y.Select(value => new[] { value }).ToArray()),
            (Tensor(x, Rows, Timesteps, Features), Tensor(y, Rows, 1)),
            ((Samples)Tensor(x, Rows, Timesteps, Features).AsReadOnlyTensorSpan(), Tensor(y, Rows)),
            (Jagged(_ => Timesteps), y),
            (Ragged(_ => Timesteps), y),
            (Ragged(_ => Timesteps).ToList(), y));
    }

    [Fact]
    public void All_kinds_of_vectors_give_the_same()
    {
        float[][] rows = [.. Jagged(_ => 1).Select(sequence => sequence[0])];
        float[,] x = Matrix(rows);
        Tensor<float> tensor = Tensor(x, Rows, Features);
        Agree(() => Vectors(Features), 0, (x, x), (rows, rows), (tensor, tensor), (x, rows), (rows, x));
    }

    [Fact]
    public void Numbers_are_vectors_of_one_feature()
    {
        var create = () =>
        {
            var model = new Sequential(new Input(1), new Dense(1)) { Seed = 4 };
            model.Compile(new Adam(0.02f), new MeanSquaredError());
            return model;
        };
        float[] x = Numbers();
        float[,] column = Matrix([.. x.Select(value => new[] { value })]);
        Sequential first = create(), second = create();

        first.Fit(x, x, _options);
        second.Fit(column, column, _options);

        Assert.Equal(second.Predict(column).ToArray(), first.Predict(x).ToArray());
        using var predictor = new Predictor(first);
        Assert.Equal(first.Predict(x)[0, 0], predictor.Predict(x.AsSpan(0, 1))[0]);

        // To a predictor, an array of numbers is one sample: here one of 12 features.
        Refuses("12 numbers", () => predictor.Predict(x));
    }

    [Fact]
    public void Classes_are_whole_numbers()
    {
        int[] classes = [.. Enumerable.Range(0, Rows).Select(i => i % 3)];
        var create = () =>
        {
            var model = new Sequential(new Input(Timesteps, Features), new Gru(4), new Dense(3)) { Seed = 4 };
            model.Compile(new Adam(0.02f), new SparseCategoricalCrossEntropy(new() { FromLogits = true }));
            return model;
        };
        Agree(create, 0, (Sequences(), classes), (Sequences(), classes.Select(c => (float)c).ToArray()));
    }

    [Fact]
    public void Sequences_of_unequal_length_are_padded_wherever_they_come_in()
    {
        static int Length(int row) => 1 + (row % Timesteps);
        float[,,] padded = Sequences();
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(Length)];
        Sequential ragged = Memory(), told = Memory();

        ragged.Fit(Ragged(Length), Numbers(), _options);
        told.Fit(new ArraySource(padded, Numbers()) { Lengths = lengths }, _options);

        Assert.Equal(told.GetWeights(), ragged.GetWeights());
        Agree(Memory, 0, (Ragged(Length), Numbers()), (Jagged(Length), Numbers()), (Samples.Ragged(Ragged(Length)), Numbers()));
    }

    [Fact]
    public void Targets_may_be_sequences_of_equal_or_unequal_length()
    {
        var create = () =>
        {
            var memory = new Lstm(4, new LstmOptions { ReturnSequences = true });
            var model = new Sequential(new Input(Shape.AnyLength, Features), memory, new Dense(Features)) { Seed = 4 };
            model.Compile(new Adam(0.02f), new MeanSquaredError());
            return model;
        };
        float[,,] x = Sequences();
        static int Length(int row) => 1 + (row % Timesteps);
        Agree(create, 1e-6, (x, x), (Tensor(x, Rows, Timesteps, Features), x), (x, Ragged(_ => Timesteps)), (Jagged(_ => Timesteps), x));
        Agree(create, 0, (Ragged(Length), Ragged(Length)), (Jagged(Length), Ragged(Length)));
        Refuses(
            "Sample 0 has 1 timestep, but its target has 2", () => create().Fit(Ragged(Length), Ragged(row => 1 + Length(row))));
        Refuses("no input is a sequence", () => create().Fit(new float[Rows, Features], Ragged(Length)));
    }

    [Fact]
    public void Several_inputs_and_targets_are_lists()
    {
        Graph Create()
        {
            Signal past = Graph.Input(Shape.AnyLength, Features, "past"), calendar = Graph.Input(2, "calendar");
            Signal memory = new Lstm(4).Apply(past);
            Signal sales = new Dense(1) { Name = "sales" }.Apply(new Concatenate().Apply(memory, calendar));
            Signal returns = new Dense(2) { Name = "returns" }.Apply(memory);
            var graph = new Graph([past, calendar], [sales, returns]) { Seed = 4 };
            graph.Compile(new Adam(0.02f), new MeanSquaredError());
            return graph;
        }

        static int Length(int row) => 1 + (row % Timesteps);
        float[,] days = new float[Rows, 2];
        Graph arrays = Create(), source = Create();

        arrays.Fit([Ragged(Length), days], [Numbers(), days], _options);
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(Length)];
        source.Fit(new ArraySource([Sequences(), days], [Numbers(), days]).WithLengths(0, lengths), _options);

        Assert.Equal(source.GetWeights(), arrays.GetWeights());
        IReadOnlyList<Tensor<float>> predictions = arrays.PredictAll([Ragged(Length), days]);
        Assert.Equal([(nint)Rows, 2], predictions[1].Lengths.ToArray());
        using var predictor = new Predictor(arrays);
        Assert.Equal(
            predictions.Select(output => output.ToArray()),
            predictor.PredictAll([Ragged(Length), days]).Select(output => output.ToArray()));
        Assert.Equal(
            arrays.Evaluate([Ragged(Length), days], [Numbers(), days]).Loss,
            arrays.Evaluate(new ArraySource([Jagged(Length), days], [Numbers(), days])).Loss);
        Refuses("2 inputs", () => arrays.PredictAll(Sequences()));
        Refuses("2 outputs", () => arrays.Fit([Sequences(), days], [days]));
        Refuses("Input 0 has 12 samples, but input 1 has 7", () => arrays.PredictAll([Sequences(), new float[7, 2]]));
        Refuses("Input 0 has 12 samples, but target 1 has 7", () => arrays.Fit([Sequences(), days], [Numbers(), new float[7, 2]]));
    }

    [Fact]
    public void Options_may_be_left_out()
    {
        Sequential without = Memory(), with = Memory();

        History history = without.Fit(Sequences(), Numbers());
        with.Fit(new ArraySource(Sequences(), Numbers()), new FitOptions { Epochs = 1, BatchSize = 32 });

        Assert.Single(history.Epochs);
        Assert.Equal(with.GetWeights(), without.GetWeights());
    }

    [Fact]
    public void Samples_without_targets_are_predicted_and_neither_learned_from_nor_evaluated()
    {
        Sequential model = Memory();
        float[] expected = [.. model.Predict(Sequences())];
        SampleSource[] sources =
            [new ArraySource(Sequences()), new ArraySource([Sequences()]), new ArraySource([Sequences()], []), new OwnSource()];

        foreach (SampleSource source in sources)
        {
            Assert.Equal(expected, model.Predict(source).ToArray());
            foreach (Action learning in new Action[]
            {
                () => model.Fit(source),
                () => model.Evaluate(source),
                () => model.Fit(Sequences(), Numbers(), new FitOptions { Validation = source }),
            })
            {
                Refuses("have no targets: they can be predicted, but neither learned from nor evaluated", learning);
            }

            string message = Assert.Throws<InvalidOperationException>(() => source.TargetShape).Message;
            Assert.Contains("no targets", message, StringComparison.Ordinal);
        }

        Refuses("0 targets", () => _ = new TeacherForcingSource(new ArraySource(Sequences()), 0));
    }

    [Fact]
    public void Unequal_counts_are_told_with_both_numbers()
    {
        foreach (Action action in new Action[]
        {
            () => Memory().Fit(Sequences(), new float[11]),
            () => Memory().Evaluate(Sequences(), new float[11, 1]),
            () => Memory().Fit(Ragged(_ => 2), new int[11]),
        })
        {
            Refuses("12 inputs but 11 targets", action);
        }
    }

    [Fact]
    public void What_is_no_array_of_samples_is_refused()
    {
        Refuses("[12, 0, 3]", () => Memory().Predict(new float[12, 0, 3]));
        Refuses("4 dimensions", () => Memory().Predict(Tensor(new float[16], 2, 2, 2, 2)));
        float[][] uneven = [[1, 2, 3], [1, 2]];
        Refuses("has 3 features, but number 1 (from 0) has 2", () => Vectors().Predict(uneven));
        Refuses("sequences of unequal length as float[][,]", () => Vectors().Predict(uneven));
        Refuses("sequence 1 has 2", () => Memory().Predict(new float[][,] { new float[4, 3], new float[4, 2] }));
        Refuses("no sequences", () => Memory().Predict(Array.Empty<float[,]>()));
        float[][][] odd = [[[1, 2, 3]], [[1, 2, 3], [1]]];
        Refuses("sequence 1 has 3 features, but number 1 (from 0) has 1", () => Memory().Predict(odd));
        float[,]? none = null;
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Vectors().Predict(none!)).ParamName);
    }

    private sealed class OwnSource : SampleSource
    {
        public override int Count => Rows;

        public override int TargetCount => 0;

        public override Shape InputShape => Shape.Sequence(Timesteps, Features);

        public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            for (int i = 0; i < destination.Values.Length; i++)
            {
                int feature = i % Features, row = i / Features % samples.Length, t = i / Features / samples.Length;
                destination.Values[i] = At(samples[row], t, feature);
            }
        }
    }
}
