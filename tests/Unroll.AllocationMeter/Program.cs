using System.Globalization;
using Unroll.AllocationMeter;

// What an epoch of few batches and one of many allocate, in bytes, on one line. Arguments: the network and the threads.
// A process of its own, so that nothing is counted but the engine.
string network = args[0];
int threads = int.Parse(args[1], CultureInfo.InvariantCulture);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{Trainings.Run(network, threads, batches: 10)} {Trainings.Run(network, threads, batches: 200)}"));
