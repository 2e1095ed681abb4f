using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Tests.Models;

/// <summary>An activation that does not fit the loss is refused, where the last layers show it; what fits or is unknown is not.</summary>
public sealed class OutputRequirementTests
{
    private static readonly CrossEntropyOptions _logits = new() { FromLogits = true };

    private static readonly Dictionary<string, Func<Loss>> _losses = new()
    {
        ["binary"] = () => new BinaryCrossEntropy(),
        ["binary logits"] = () => new BinaryCrossEntropy(_logits),
        ["categorical"] = () => new CategoricalCrossEntropy(),
        ["categorical logits"] = () => new CategoricalCrossEntropy(_logits),
        ["sparse"] = () => new SparseCategoricalCrossEntropy(),
        ["sparse logits"] = () => new SparseCategoricalCrossEntropy(_logits),
        ["divergence"] = () => new KullbackLeibler(),
        ["divergence logits"] = () => new KullbackLeibler(fromLogits: true),
        ["gaussian"] = () => new GaussianLikelihood(),
        ["student"] = () => new StudentTLikelihood(),
        ["poisson"] = () => new PoissonLikelihood(),
        ["negative binomial"] = () => new NegativeBinomialLikelihood(),
        ["squared"] = () => new MeanSquaredError(),
    };

    private static readonly Dictionary<string, Func<Layer[]>> _ends = new()
    {
        ["linear"] = () => [new Dense(2)],
        ["sigmoid"] = () => [Dense(ActivationFunction.Sigmoid)],
        ["hard sigmoid"] = () => [Dense(ActivationFunction.HardSigmoid)],
        ["softmax"] = () => [Dense(ActivationFunction.Softmax)],
        ["relu"] = () => [Dense(ActivationFunction.Relu)],
        ["softplus"] = () => [Dense(ActivationFunction.Softplus)],
        ["tanh"] = () => [Dense(ActivationFunction.Tanh)],
        ["elu"] = () => [Dense(ActivationFunction.Elu)],
        ["softmax layer"] = () => [new Dense(2), new Activation(ActivationFunction.Softmax)],
        ["linear layer after softmax"] = () => [Dense(ActivationFunction.Softmax), new Activation(ActivationFunction.Linear)],
        ["softmax, dropout"] = () => [Dense(ActivationFunction.Softmax), new Dropout(0.1f)],
        ["linear, reshape, flatten"] = () => [new Dense(2), new Reshape(1, 2), new Flatten()],
        ["softmax, reshape, flatten"] = () => [Dense(ActivationFunction.Softmax), new Reshape(1, 2), new Flatten()],
        ["sigmoid, normalization"] = () => [Dense(ActivationFunction.Sigmoid), new BatchNormalization()],
        ["softmax a timestep, mean"] = () =>
            [new Reshape(3, 2), new TimeDistributed(Dense(ActivationFunction.Softmax)), new GlobalAveragePooling1D()],
        ["softmax a timestep, flat"] = () => [new Reshape(3, 2), new TimeDistributed(Dense(ActivationFunction.Softmax)), new Flatten()],
        ["softmax a timestep, turned"] = () =>
            [new Reshape(2, 3), new TimeDistributed(Dense(ActivationFunction.Softmax)), new Permute()],
        ["softmax a timestep, greatest"] = () =>
            [new Reshape(3, 2), new TimeDistributed(Dense(ActivationFunction.Softmax)), new GlobalMaxPooling1D()],
        ["linear a timestep, mean"] = () => [new Reshape(3, 2), new TimeDistributed(new Dense(2)), new GlobalAveragePooling1D()],
        ["lstm"] = () => [new Reshape(3, 2), new Lstm(2)],
        ["gru of sigmoid"] = () => [new Reshape(3, 2), new Gru(2, new() { Activation = ActivationFunction.Sigmoid })],
        ["bidirectional"] = () => [new Reshape(3, 2), new Bidirectional(new SimpleRnn(2), MergeMode.Sum)],
        ["convolution of sigmoid"] = () =>
        [
            new Reshape(3, 2), new Conv1D(2, 3, new() { Activation = ActivationFunction.Sigmoid }), new Flatten(),
        ],
        ["softmax twice"] = () => [Dense(ActivationFunction.Softmax), new Activation(ActivationFunction.Softmax)],
        ["softmax of sigmoid"] = () => [Dense(ActivationFunction.Sigmoid), new Activation(ActivationFunction.Softmax)],
        ["sigmoid of softmax, dropped"] = () =>
            [Dense(ActivationFunction.Softmax), new Dropout(0.1f), new Activation(ActivationFunction.Sigmoid)],
        ["softmax twice a timestep, mean"] = () =>
        [
            new Reshape(3, 2), new TimeDistributed(Dense(ActivationFunction.Softmax)),
            new TimeDistributed(new Activation(ActivationFunction.Softmax)), new GlobalAveragePooling1D(),
        ],
        ["softmax of tanh"] = () => [Dense(ActivationFunction.Tanh), new Activation(ActivationFunction.Softmax)],
        ["softmax a timestep, padded"] = () =>
        [
            new Reshape(3, 2), new TimeDistributed(Dense(ActivationFunction.Softmax)), new ZeroPadding1D(1), new GlobalAveragePooling1D(),
        ],
        ["lambda"] = () => [new Dense(2), Lambda.Elementwise(x => x, _ => 1)],
    };

    [Theory]
    [InlineData("binary", "linear", "Activation = ActivationFunction.Sigmoid", "FromLogits = true")]
    [InlineData("binary", "softmax", "Sigmoid", "CategoricalCrossEntropy", "sum to 1")]
    [InlineData("binary", "softmax layer", "activation_1", "CategoricalCrossEntropy", "of which one holds")]
    [InlineData("binary", "softmax a timestep, mean", "time-distributed_1", "CategoricalCrossEntropy", "Sigmoid")]
    [InlineData("binary", "relu", "Sigmoid", "at least 0")]
    [InlineData("binary", "tanh", "Sigmoid", "from -1 to 1")]
    [InlineData("binary", "lstm", "Dense layer with ActivationFunction.Sigmoid", "lstm_1")]
    [InlineData("binary", "bidirectional", "bidirectional_1", "probabilities")]
    [InlineData("binary", "sigmoid, normalization", "batch-normalization_1", "probabilities")]
    [InlineData("binary", "linear, reshape, flatten", "dense_1", "Sigmoid")]
    [InlineData("binary logits", "sigmoid", "logits", "leave the activation of the layer out")]
    [InlineData("binary logits", "hard sigmoid", "logits", "leave FromLogits out")]
    [InlineData("binary logits", "relu", "logits", "at least 0")]
    [InlineData("binary logits", "convolution of sigmoid", "logits", "conv1d_1")]
    [InlineData("categorical", "linear", "Softmax", "FromLogits = true")]
    [InlineData("categorical", "sigmoid", "Softmax", "BinaryCrossEntropy", "a yes or no of each")]
    [InlineData("categorical", "hard sigmoid", "Softmax", "sum to 1")]
    [InlineData("categorical", "gru of sigmoid", "Dense layer with ActivationFunction.Softmax", "gru_1")]
    [InlineData("categorical", "softmax a timestep, flat", "time-distributed_1", "make softmax the last")]
    [InlineData("categorical", "softmax a timestep, turned", "time-distributed_1", "make softmax the last")]
    [InlineData("categorical", "softmax a timestep, greatest", "time-distributed_1", "make softmax the last")]
    [InlineData("categorical", "relu", "Softmax", "at least 0")]
    [InlineData("categorical", "linear a timestep, mean", "Softmax", "time-distributed_1")]
    [InlineData("categorical logits", "softmax", "logits", "dense_1")]
    [InlineData("categorical logits", "softmax layer", "logits", "activation_1")]
    [InlineData("categorical logits", "softmax, dropout", "logits", "dense_1")]
    [InlineData("categorical logits", "linear layer after softmax", "logits", "dense_1")]
    [InlineData("categorical logits", "softmax, reshape, flatten", "logits", "dense_1")]
    [InlineData("categorical logits", "softmax a timestep, mean", "logits", "time-distributed_1")]
    [InlineData("categorical logits", "lstm", "logits", "Dense layer without activation")]
    [InlineData("sparse", "linear", "Softmax", "FromLogits = true")]
    [InlineData("sparse", "tanh", "Softmax", "dense_1")]
    [InlineData("sparse", "sigmoid", "Softmax", "BinaryCrossEntropy")]
    [InlineData("sparse logits", "softmax", "logits", "dense_1")]
    [InlineData("divergence", "linear", "Softmax", "fromLogits = true")]
    [InlineData("divergence", "sigmoid", "Softmax", "sum to 1")]
    [InlineData("divergence", "softmax a timestep, greatest", "time-distributed_1", "make softmax the last")]
    [InlineData("divergence logits", "softmax", "logits", "dense_1")]
    [InlineData("categorical", "softmax twice", "activation_1", "dense_1", "leave one of the two activations out")]
    [InlineData("sparse", "softmax of sigmoid", "by softmax", "near 0 or 1")]
    [InlineData("binary", "sigmoid of softmax, dropped", "by sigmoid", "dense_1")]
    [InlineData("categorical", "softmax twice a timestep, mean", "time-distributed_2", "time-distributed_1")]
    [InlineData("categorical", "softmax a timestep, padded", "make softmax the last")]
    [InlineData("gaussian", "relu", "raw numbers", "leave the activation")]
    [InlineData("student", "softplus", "raw numbers", "leave the activation")]
    [InlineData("poisson", "softplus", "raw numbers", "leave the activation")]
    [InlineData("negative binomial", "lstm", "raw numbers", "Dense layer without activation")]
    public void What_does_not_fit_is_refused(string loss, string end, params string[] parts)
    {
        // Whether the input's shape is known when the model is compiled, or only from the data.
        var known = new Sequential([new Input(6), .. _ends[end]()]);
        string message = Assert.Throws<ArgumentException>(() => known.Compile(new Adam(), _losses[loss]())).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Null(known.Optimizer);

        Assert.Equal(message, Assert.Throws<ArgumentException>(() =>
        {
            var open = new Sequential(_ends[end]());
            open.Compile(new Adam(), _losses[loss]());
            open.Evaluate(new float[4, 6], new float[4, open.Loss!.GetTargetShape(Shape.Vector(2)).Features]);
        }).Message);
    }

    [Theory]
    [InlineData("binary", "sigmoid")]
    [InlineData("binary", "hard sigmoid")]
    [InlineData("binary", "gru of sigmoid")]
    [InlineData("binary", "lambda")]
    [InlineData("binary logits", "linear")]
    [InlineData("binary logits", "elu")]
    [InlineData("binary logits", "sigmoid, normalization")]
    [InlineData("categorical", "softmax")]
    [InlineData("categorical", "softmax a timestep, mean")]
    [InlineData("categorical", "softmax, dropout")]
    [InlineData("categorical", "softmax, reshape, flatten")]
    [InlineData("categorical", "lambda")]
    [InlineData("sparse", "softmax a timestep, mean")]
    [InlineData("divergence", "softmax, dropout")]
    [InlineData("categorical logits", "linear")]
    [InlineData("categorical logits", "linear, reshape, flatten")]
    [InlineData("categorical logits", "lambda")]
    [InlineData("sparse", "softmax layer")]
    [InlineData("sparse logits", "linear")]
    [InlineData("divergence", "softmax")]
    [InlineData("divergence logits", "linear")]
    [InlineData("gaussian", "linear")]
    [InlineData("squared", "softmax")]
    [InlineData("squared", "softmax twice")]
    [InlineData("categorical", "softmax of tanh")]
    [InlineData("squared", "relu")]
    [InlineData("squared", "lstm")]
    public void What_fits_or_is_unknown_is_taken(string loss, string end) =>
        new Sequential([new Input(6), .. _ends[end]()]).Compile(new Adam(), _losses[loss]());

    [Fact]
    public void Each_output_of_a_graph_is_held_to_its_own_loss()
    {
        Signal input = Graph.Input(Shape.Vector(3));
        Signal yes = Dense(ActivationFunction.Sigmoid, "yes").Apply(input), both = new Concatenate().Apply(
            yes, Dense(ActivationFunction.Sigmoid, "other").Apply(input));
        Signal sum = new Add().Apply(yes, Dense(ActivationFunction.Sigmoid, "third").Apply(input));
        var graph = new Graph([input], [both, sum]);
        string message = Assert.Throws<ArgumentException>(() => graph.Compile(new Adam(), new BinaryCrossEntropy())).Message;
        Assert.Contains("'add_1' gives numbers of at least 0", message, StringComparison.Ordinal);
        graph.Compile(new Adam(), [new(new BinaryCrossEntropy()), new(new MeanSquaredError())]);
    }

    [Fact]
    public void Joined_values_are_no_probabilities_where_one_of_them_is_none()
    {
        ActivationFunction[] others = [ActivationFunction.Linear, ActivationFunction.Relu, ActivationFunction.Tanh];
        foreach (Func<MergeLayer> join in (Func<MergeLayer>[])[
            () => new Multiply(), () => new Concatenate(), () => new Maximum(), () => new Average()])
        {
            foreach (ActivationFunction other in others)
            {
                // What is at least 0 by a sigmoid is at least 0 as the largest of it and a tanh, too.
                if (join() is Maximum && other == ActivationFunction.Tanh)
                {
                    Compile(join(), other);
                    continue;
                }

                string message = Assert.Throws<ArgumentException>(() => Compile(join(), other)).Message;
                Assert.Contains("takes probabilities", message, StringComparison.Ordinal);
                Assert.Contains("add an Activation layer of ActivationFunction.Sigmoid after it", message, StringComparison.Ordinal);
            }

            Compile(join(), ActivationFunction.Sigmoid);
        }

        static void Compile(MergeLayer join, ActivationFunction other)
        {
            Signal input = Graph.Input(Shape.Vector(3));
            Signal joined = join.Apply(Dense(ActivationFunction.Sigmoid).Apply(input), Dense(other).Apply(input));
            new Graph(input, joined).Compile(new Adam(), new BinaryCrossEntropy());
        }
    }

    [Fact]
    public void Softmax_over_one_unit_is_refused_under_every_loss()
    {
        foreach (Loss loss in new Loss[] { new BinaryCrossEntropy(), new MeanSquaredError() })
        {
            var model = new Sequential(new Input(4), new Dense(1, new() { Activation = ActivationFunction.Softmax }));
            Assert.Contains("'dense_1' is a softmax over one feature",
                Assert.Throws<ArgumentException>(() => model.Compile(new Adam(), loss)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("categorical")]
    [InlineData("sparse")]
    [InlineData("divergence")]
    [InlineData("categorical logits")]
    public void One_class_is_refused(string loss)
    {
        var model = new Sequential(new Dense(1, new()
        {
            Activation = loss.EndsWith("logits", StringComparison.Ordinal) ? ActivationFunction.Linear : ActivationFunction.Sigmoid,
        }));
        string message = Assert.Throws<ArgumentException>(() =>
        {
            model.Compile(new Adam(), _losses[loss]());
            model.Fit(new float[4, 2], new float[4, 1]);
        }).Message;
        Assert.Contains(
            loss.EndsWith("logits", StringComparison.Ordinal) ? "at least 2" : "choose BinaryCrossEntropy for a yes or no", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_held_to_what_they_measure()
    {
        Throws(new BinaryCrossEntropy(_logits), new Accuracy(), "threshold: 0");
        Throws(new BinaryCrossEntropy(_logits), new F1Score(), "threshold: 0");
        Throws(new BinaryCrossEntropy(_logits), new Perplexity(TargetKind.Binary), "fromLogits = true");
        Compile(new BinaryCrossEntropy(_logits), new RocAuc());
        Compile(new BinaryCrossEntropy(_logits), new PrecisionRecallAuc());
        Compile(new BinaryCrossEntropy(_logits), new Accuracy(threshold: 0));
        Compile(new MeanSquaredError(), new Accuracy());

        static void Throws(Loss loss, Metric metric, string part) => Assert.Contains(
            part, Assert.Throws<ArgumentException>(() => Compile(loss, metric)).Message, StringComparison.Ordinal);

        static void Compile(Loss loss, Metric metric) => new Sequential(new Input(3), new Dense(1)).Compile(new Adam(), loss, metric);
    }

    private static Dense Dense(ActivationFunction activation) => new(2, new() { Activation = activation });

    private static Dense Dense(ActivationFunction activation, string name) => new(2, new() { Activation = activation }) { Name = name };
}
