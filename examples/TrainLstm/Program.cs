using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

// The lines between the markers are the README's; a test compares and runs them.
#region README
float Wave(int t) => MathF.Sin(t * 0.3f);
var inputs = new float[500, 20, 1]; // [windows, timesteps, features]
var targets = new float[500]; // the value after each window
for (int window = 0; window < 500; window++)
    for (int t = 0; t <= 20; t++)
        if (t < 20) inputs[window, t, 0] = Wave(window + t); else targets[window] = Wave(window + t);

var model = new Sequential(new Input(20, 1), new Lstm(16), new Dense(1));
model.Compile(new Adam(0.01f), new MeanSquaredError());
var history = model.Fit(inputs, targets, new FitOptions { Epochs = 20, ValidationSplit = 0.2f });
Console.WriteLine($"validation loss {history.Epochs[^1].ValidationLoss:E2}");
#endregion
