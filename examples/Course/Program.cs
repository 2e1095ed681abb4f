using System.Globalization;
using Unroll.Course;
using Unroll.Reports;
using Unroll.Tasks.Learning;

// The programs of docs/course, a lesson each: LESSON prints its result, LESSON FOLDER writes its picture, too; all FOLDER runs every one.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, Func<ReportSection> Run)[] lessons =
[
    ("perceptron", Perceptron.Run),
    ("multilayer-perceptron", MultilayerPerceptron.Run),
    ("back-propagation", BackPropagation.Run),
    ("gradient-descent", GradientDescent.Run),
    ("newton-raphson", NewtonRaphson.Run),
    ("recurrence", Recurrence.Run),
    ("unrolling", Unrolling.Run),
    ("back-propagation-through-time", BackPropagationThroughTime.Run),
    ("vanishing-gradients", VanishingGradients.Run),
    ("lstm", LongShortTermMemory.Run),
    ("gru", GatedRecurrentUnit.Run),
    ("two-way", TwoWay.Run),
    ("deep", DeepRecurrence.Run),
    ("convolution", Convolution.Run),
    ("attention", Attention.Run),
    ("practice", Practice.Run),
];

string wanted = args.Length > 0 ? args[0] : "";
if (wanted != "all" && !lessons.Any(lesson => lesson.Name == wanted))
{
    string names = string.Join(", ", lessons.Select(lesson => lesson.Name));
    Console.Error.WriteLine($"Lesson '{wanted}' was asked for: give one of {names}, or all.");
    return 2;
}

foreach ((string name, Func<ReportSection> run) in lessons.Where(lesson => wanted == "all" || wanted == lesson.Name))
{
    if (wanted == "all")
    {
        Console.WriteLine($"== {name}");
    }

    ReportSection picture = run();
    if (args.Length > 1)
    {
        ChartPicture.Write(Path.Combine(args[1], name + ".svg"), picture);
    }
}

return 0;
