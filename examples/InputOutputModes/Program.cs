using System.Globalization;
using Unroll;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

// The five ways in which a network may take and give sequences, each with a task that it learns.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 200;
var random = new RandomStream(3);
float[,,] waves = new float[Rows, 8, 1];
float[] numbers = new float[Rows];
for (int i = 0; i < Rows; i++)
{
    numbers[i] = (2 * random.NextSingle()) - 1;
    for (int t = 0; t < 8; t++)
    {
        waves[i, t, 0] = MathF.Sin((0.6f * t) + (i * 0.8f));
    }
}

// One to one: a number to its square, by a network without memory.
Show("one to one",
    Train(new Sequential(new Input(1), new Dense(16, new DenseOptions { Activation = ActivationFunction.Tanh }), new Dense(1)),
    numbers, Numbers(i => numbers[i] * numbers[i])));

// One to many: a number to 5 timesteps of a wave of that height. The number is repeated, and a recurrent layer makes the sequence.
Show("one to many",
    Train(new Sequential(new Input(1), new RepeatVector(5), new Lstm(16, new LstmOptions { ReturnSequences = true }), new Dense(1)),
    numbers, Sequences(5, (i, t) => numbers[i] * MathF.Cos(t))));

// Many to one: a wave to its next value.
Show("many to one", Train(new Sequential(new Input(8, 1), new Gru(16), new Dense(1)),
    waves, Numbers(i => MathF.Sin((0.6f * 8) + (i * 0.8f)))));

// Many to many, in step: at each timestep the mean of all so far.
Show("many to many, in step", Train(new Sequential(new Input(8, 1), new Lstm(16, new LstmOptions { ReturnSequences = true }), new Dense(1)),
    waves, Sequences(8, (i, t) => Enumerable.Range(0, t + 1).Average(s => waves[i, s, 0]))));

// Many to many, one after the other: a wave to its next 4 values, by an encoder and a decoder.
var network = EncoderDecoder.Create(Shape.Sequence(8, 1), 1, 16);
network.Model.Compile(new Adam(0.01f), new MeanSquaredError());
float[,,] next = Sequences(4, (i, t) => MathF.Sin((0.6f * (8 + t)) + (i * 0.8f)));
Show("many to many, one after the other", network.Fit(waves, next, new FitOptions { Epochs = 60 }));

static History Train(Sequential model, Samples x, Samples y)
{
    model.Compile(new Adam(0.01f), new MeanSquaredError());
    return model.Fit(x, y, new FitOptions { Epochs = 60 });
}

static void Show(string mode, History history) =>
    Console.WriteLine($"{mode,-34} loss {history.Epochs[0].Loss:F4} -> {history.Epochs[^1].Loss:F5}");

static float[] Numbers(Func<int, float> target) => [.. Enumerable.Range(0, Rows).Select(target)];

static float[,,] Sequences(int timesteps, Func<int, int, float> target)
{
    float[,,] y = new float[Rows, timesteps, 1];
    for (int i = 0; i < Rows; i++)
    {
        for (int t = 0; t < timesteps; t++)
        {
            y[i, t, 0] = target(i, t);
        }
    }

    return y;
}
