using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

// Five networks of an LSTM(50) that many courses use to show what a recurrent network may take and give. None is trained on what it is
// asked.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// One number, and its fifteenfold: 1 -> 15; 2 -> 30; ... 20 -> 300. Targets are brought to the size of the inputs.
float[] numbers = [.. Enumerable.Range(1, 20).Select(i => (float)i)];
Run("one to one", [.. numbers.Select(number => new[] { number })], [.. numbers.Select(number => new[] { 15 * number })], 1, [30], 3000, 15);

// One number, and the two that follow it: 1 -> 2, 3; 4 -> 5, 6; ... 43 -> 44, 45, but for 10.
float[] starts = [.. Enumerable.Range(0, 15).Select(i => 1f + (3 * i)).Where(start => start != 10)];
Run("one to many", [.. starts.Select(start => new[] { start })], [.. starts.Select(start => new[] { start + 1, start + 2 })], 1, [10]);

// Three numbers, and their sum: 1, 2, 3 -> 6; ... 43, 44, 45 -> 132.
Run(
    "many to one",
    [.. Enumerable.Range(0, 15).Select(i => new[] { (3f * i) + 1, (3 * i) + 2, (3 * i) + 3 })],
    [.. Enumerable.Range(0, 15).Select(i => new[] { (9f * i) + 6 })],
    1,
    [50, 51, 52]);

// Three numbers, and the three that follow them: 5, 10, 15 -> 20, 25, 30; ... 290, 295, 300 -> 305, 310, 315. Brought to the size of the
// others.
Run(
    "many to many",
    [.. Enumerable.Range(0, 20).Select(i => new[] { (15f * i) + 5, (15 * i) + 10, (15 * i) + 15 })],
    [.. Enumerable.Range(0, 20).Select(i => new[] { (15f * i) + 20, (15 * i) + 25, (15 * i) + 30 })],
    6,
    [300, 305, 310]);

// The same by an encoder and a decoder: the last state of the first layer is the input of the second at each of three timesteps.
Run(
    "many to many, encoder and decoder",
    [.. Enumerable.Range(0, 20).Select(i => new[] { (15f * i) + 5, (15 * i) + 10, (15 * i) + 15 })],
    [.. Enumerable.Range(0, 20).Select(i => new[] { (15f * i) + 20, (15 * i) + 25, (15 * i) + 30 })],
    6,
    [300, 305, 310],
    3000,
    decodes: true);

static void Run(
    string name, float[][] inputs, float[][] targets, float divisor, float[] question, int epochs = 1000, float targetDivisor = 0,
    bool decodes = false)
{
    targetDivisor = targetDivisor > 0 ? targetDivisor : divisor;
    const float LearningRate = 0.03f;
    float[,,] x = new float[inputs.Length, inputs[0].Length, 1], asked = new float[1, question.Length, 1];
    float[][] y = [.. targets.Select(target => target.Select(number => number / targetDivisor).ToArray())];
    for (int t = 0; t < question.Length; t++)
    {
        asked[0, t, 0] = question[t] / divisor;
        for (int i = 0; i < inputs.Length; i++)
        {
            x[i, t, 0] = inputs[i][t] / divisor;
        }
    }

    LstmOptions options = new() { Activation = ActivationFunction.Relu };
    Layer[] head = decodes
        ? [new RepeatVector(targets[0].Length), new Lstm(50, options with { ReturnSequences = true }), new Dense(1), new Flatten()]
        : [new Dense(targets[0].Length)];
    var model = new Sequential([new Input(question.Length, 1), new Lstm(50, options), .. head]) { Seed = 3 };
    model.Compile(new Adam(LearningRate), new MeanSquaredError());
    model.Fit(x, y, new FitOptions
    {
        Epochs = epochs,
        BatchSize = 1,
        Callbacks = [new LearningRateScheduler(new CosineDecayRestarts(LearningRate, epochs))],
    });
    Tensor<float> answer = model.Predict(asked);
    Console.WriteLine(name);
    Console.WriteLine(model.Summary());
    Console.WriteLine(
        $"{string.Join(", ", question)} -> "
        + $"{string.Join(", ", Enumerable.Range(0, y[0].Length).Select(j => $"{answer[0, j] * targetDivisor:F2}"))}");
    Console.WriteLine();
}
