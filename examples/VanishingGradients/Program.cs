using System.Globalization;
using Unroll;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;

// How much of a loss at the last of 100 timesteps reaches the hidden state of the timesteps before: the norm of its gradient.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Timesteps = 100;
const int Units = 32;
const int Rows = 16;
var random = new RandomStream(5);
float[] input = [.. Enumerable.Range(0, Rows * Timesteps).Select(_ => (float)random.NextNormal())];
float[] target = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextNormal())];

Console.WriteLine($"{"norm of the gradient at timestep",-36}{100,10}{75,10}{50,10}{25,10}{1,10}");
Show("tanh RNN", new SimpleRnn(Units, new SimpleRnnOptions { RecurrentInitializer = new RandomNormal(0, 0.1f) }));
Show("tanh RNN, orthogonal", new SimpleRnn(Units));
Show("linear RNN, large recurrent weights", new SimpleRnn(Units, new SimpleRnnOptions
{
    Activation = ActivationFunction.Linear,
    RecurrentInitializer = new RandomNormal(0, 0.2f),
}));

// Gates that begin open keep what is in memory: forget gates of σ(log 99) lose 1 % a timestep (Tallec and Ollivier 2018).
Show("LSTM, forget gates open", new Lstm(Units), (bias, units) => bias.Slice(units, units).Fill(MathF.Log(Timesteps - 1)));
Show("GRU, update gates open", new Gru(Units), (bias, units) => bias[..units].Fill(MathF.Log(Timesteps - 1)));

void Show(string name, RecurrentLayer layer, BiasSetter? setBias = null)
{
    var model = new Sequential(new Input(Timesteps, 1), layer, new Dense(1)) { Seed = 2 };
    model.Build();
    Parameter bias = layer.Parameters.Single(parameter => parameter.Name == "bias");
    setBias?.Invoke(bias.Values, Units);
    bias.MarkChanged();
    var probe = new GradientProbe(model, Rows, Timesteps);
    probe.Forward(input);
    probe.Backward(new MeanSquaredError(), target);
    double[] norms = probe.HiddenGradientNorms(layer);
    Console.WriteLine(
        $"{name,-36}{norms[99],10:0.0e+00}{norms[74],10:0.0e+00}{norms[49],10:0.0e+00}{norms[24],10:0.0e+00}{norms[0],10:0.0e+00}");
}

/// <summary>Sets the bias of some gates.</summary>
internal delegate void BiasSetter(Span<float> bias, int units);
