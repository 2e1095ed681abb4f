using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

// "smoke load FILE" loads a model as the first thing in its process, and tells how many methods had to be compiled for it.
if (args is ["load", string saved])
{
    long before = JitInfo.GetCompiledMethodCount();
    Predictor.Load(saved).Dispose();
    Console.WriteLine(JitInfo.GetCompiledMethodCount() - before);
    return 0;
}

// Learns to continue a sine, saves the model, loads it and forecasts with both: what a service that embeds the engine does.
const int Windows = 256;
const int Length = 12;
float[,,] inputs = new float[Windows, Length, 1];
float[] targets = new float[Windows];
for (int window = 0; window < Windows; window++)
{
    for (int step = 0; step < Length; step++)
    {
        inputs[window, step, 0] = MathF.Sin(0.3f * (window + step));
    }

    targets[window] = MathF.Sin(0.3f * (window + Length));
}

var model = new Sequential(new Input(Length, 1), new Lstm(8), new Dense(1)) { Seed = 1 };
model.Compile(new Adam(0.01f), new MeanSquaredError());
History history = model.Fit(inputs, targets, new FitOptions { Epochs = 20, BatchSize = 32 });
double first = history.Epochs[0].Loss;
double last = history.Epochs[^1].Loss;
Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"smoke: loss {first:0.0000} -> {last:0.0000} in {history.Elapsed.TotalSeconds:0.0} s"));
if (!(last < first / 4))
{
    Console.Error.WriteLine("smoke: the network did not learn");
    return 1;
}

string path = Path.Combine(AppContext.BaseDirectory, "smoke.safetensors");
model.Save(path);
Tensor<float> expected = model.Predict(inputs);
Tensor<float> loaded = Model.Load(path).Predict(inputs);
if (!expected.SequenceEqual(loaded))
{
    Console.Error.WriteLine("smoke: the loaded model forecasts otherwise than the saved one");
    return 1;
}

return 0;
